export * as kmsVault from './kms-vault';
