aliyun kms ScheduleKeyDeletion --KeyId key-hzz630494463ejqjx9abc --PendingWindowInDays 14
