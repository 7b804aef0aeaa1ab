import Catalog

/// What handlers and transitions work with.
struct Services: Sendable {
    var store: Store
    var randomness: Randomness
    var limits: LocalAPI.Limits
    /// For limits on something else than requests, which handlers keep themselves.
    var rateLimiting: LocalAPI.RateLimiting
    var pace: LocalAPI.Pace
    var catalog: Catalog
    var families: Families
}
