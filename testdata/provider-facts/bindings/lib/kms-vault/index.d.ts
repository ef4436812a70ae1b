export interface KmsVaultConfig extends cdktf.TerraformMetaArguments {
    /**
    * Docs {@link https://example.com/kms_vault#vault_title KmsVault#vault_title}
    */
    readonly vaultTitle: string;
    /**
    * Docs {@link https://example.com/kms_vault#labels KmsVault#labels}
    */
    readonly labels?: {
        [key: string]: string;
    };
    /**
    * door block
    *
    * Docs {@link https://example.com/kms_vault#door KmsVault#door}
    */
    readonly door?: KmsVaultDoor[] | cdktf.IResolvable;
}
export interface KmsVaultDoor {
    /**
    * Docs {@link https://example.com/kms_vault#is_open KmsVault#is_open}
    */
    readonly isOpen?: boolean | cdktf.IResolvable;
}
export declare class KmsVault extends cdktf.TerraformResource {
    static readonly tfResourceType = "acme_kms_vault";
    get createdAt(): string;
    get vaultTitle(): string;
    get vaultTitleInput(): string | undefined;
}
