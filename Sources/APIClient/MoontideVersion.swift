internal import Catalog

/// Which Moontide this is.
public enum MoontideVersion {
    /// By Semantic Versioning 2.0.0: `0.1.0`.
    public static let number = "0.1.0"

    /// The day of the vendor's description of the API that the endpoints are from, as `2026-08-07`.
    public static var apiDate: String { Catalog.standardDate }
}
