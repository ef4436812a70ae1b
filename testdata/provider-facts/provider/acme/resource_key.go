package acme

import (
	"regexp"

	"example.com/acme/terraform-provider-acme/names"
	"github.com/hashicorp/terraform-plugin-sdk/v2/helper/schema"
	"github.com/hashicorp/terraform-plugin-sdk/v2/helper/validation"
)

var protections = []string{names.Soft, names.Hard}

const shortest, longest = 7, 30

func resourceKey() *schema.Resource {
	resource := &schema.Resource{
		CreateContext: func() { panic("never read") },
		Timeouts: &schema.ResourceTimeout{
			Create: schema.DefaultTimeout(10),
			Delete: schema.DefaultTimeout(10),
		},
		Schema: map[string]*schema.Schema{
			"title": {
				Type:         schema.TypeString,
				Required:     true,
				ValidateFunc: validation.All(validation.StringLenBetween(1, 64), validation.StringMatch(regexp.MustCompile(`^[a-z]+$`), "letters")),
			},
			"protection": {
				Type:         schema.TypeString,
				Optional:     true,
				Computed:     true,
				ValidateFunc: validation.StringInSlice(append(protections, "BOTH"), false),
			},
			// A word that only a package knows that is not at hand.
			"origin": {
				Type:         schema.TypeString,
				Optional:     true,
				ValidateFunc: validation.StringInSlice([]string{"inside", elsewhere.Outside}, true),
			},
			"window_in_days": {
				Type:          schema.TypeInt,
				Optional:      true,
				ValidateFunc:  validation.IntBetween(shortest, longest),
				ConflictsWith: []string{"window"},
			},
			"window": {
				Type:       schema.TypeInt,
				Optional:   true,
				Default:    names.Large,
				Deprecated: "use window_in_days",
			},
			"enabled": {Type: schema.TypeBool, Optional: true, Default: true},
			"forgotten": {
				Type:     schema.TypeString,
				Optional: true,
			},
			"rules": {
				Type:     schema.TypeSet,
				Optional: true,
				MaxItems: 3,
				Elem: &schema.Resource{
					Schema: map[string]*schema.Schema{
						"from":  {Type: schema.TypeString, Required: true},
						"hosts": {Type: schema.TypeList, Optional: true, Elem: &schema.Schema{Type: schema.TypeString, ValidateFunc: onlyHosts}},
					},
				},
			},
			"tags":  tags(),
			"state": {Type: schema.TypeString, Computed: true},
			"seen": {
				Type:     schema.TypeList,
				Computed: true,
				Elem:     &schema.Resource{Schema: withKey("kms_key_id", false)},
			},
		},
	}
	for name, added := range timestamps("created", "changed") {
		resource.Schema[name] = added
	}
	return resource
}

// One attribute for each name.
func timestamps(all ...string) map[string]*schema.Schema {
	result := make(map[string]*schema.Schema)
	for _, one := range all {
		result[one+"_at"] = &schema.Schema{Type: schema.TypeString, Computed: true}
	}
	return result
}

func onlyHosts(value interface{}, name string) ([]string, []error) { return nil, nil }
