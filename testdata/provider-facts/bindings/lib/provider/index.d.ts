export interface AcmeProviderConfig {
}
