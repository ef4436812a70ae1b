function RosKeyPropsValidator(properties) {
    const errors = new ros.ValidationResults();
    errors.collect(ros.propertyValidator('title', ros.requiredValidator)(properties.title));
    if (properties.title && (typeof properties.title) === 'string') {
        errors.collect(ros.propertyValidator('title', ros.validateLength)({
            data: properties.title.length,
            min: 1,
            max: 32,
        }));
    }
    errors.collect(ros.propertyValidator('title', ros.validateString)(properties.title));
    if (properties.protection && (typeof properties.protection) !== 'object') {
        errors.collect(ros.propertyValidator('protection', ros.validateAllowedValues)({
            data: properties.protection,
            allowedValues: ["SOFT", "Soft"],
        }));
    }
    errors.collect(ros.propertyValidator('protection', ros.validateString)(properties.protection));
    errors.collect(ros.propertyValidator('owner', RosKey_OwnerPropertyValidator)(properties.owner));
    return errors;
}
function rosKeyPropsToRosTemplate(properties) {
    return {
        'Title': ros.stringToRosTemplate(properties.title),
        'Protection': ros.stringToRosTemplate(properties.protection),
        'Owner': rosKeyOwnerPropertyToRosTemplate(properties.owner),
    };
}
RosKey.ROS_RESOURCE_TYPE_NAME = "ACME::KMS::Key";
function RosKey_OwnerPropertyValidator(properties) {
    const errors = new ros.ValidationResults();
    errors.collect(ros.propertyValidator('name', ros.validateString)(properties.name));
    return errors;
}
function rosKeyOwnerPropertyToRosTemplate(properties) {
    return {
        'Name': ros.stringToRosTemplate(properties.name),
    };
}
