import JSON

/// The group `account`: the one account there is.
enum Account {
    static let family = Family(
        "account", handlers: ["account.get": Handler { call, _ in try call.answer(.object(document)) }])

    /// The team, which owns what is made.
    static let teamID = "3f2b4c1e-8a5d-4f0e-9b7c-2d6e1a0f5c33"
    /// The number of the same.
    static let ownerNumber: Int64 = 1_010_101
    static let name = "Luna Example"
    static let email = "luna@example.com"
    static let teamName = "Moon Team"

    private static let document: JSONObject = [
        "droplet_limit": 100_000, "floating_ip_limit": 1_000, "email": .string(email), "name": .string(name),
        "uuid": "5c33f2b4c1e8a5d4f0e9b7c2d6e1a0f5c33000ac", "email_verified": true, "status": "active",
        "status_message": "", "team": ["uuid": .string(teamID), "name": .string(teamName)]
    ]
}
