import Catalog

/// What handlers and transitions work with.
struct Services: Sendable {
    var store: Store
    var randomness: Randomness
    var limits: LocalAPI.Limits
    var pace: LocalAPI.Pace
    var catalog: Catalog
    var families: Families
}
