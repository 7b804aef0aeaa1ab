import Catalog
import JSON
import Shell
import Testing

/// What a record shows in place of a secret.
struct HiddenSecretsTests {
    private func shown(_ record: JSONObject) throws -> JSONObject {
        let group = try #require(Catalog.standard.group("databases"))
        let type = try #require(group.type(named: "Cluster"))
        return HiddenSecrets(of: group).hide(in: record, of: type)
    }

    @Test func hidesSecretsAtAnyDepth() throws {
        let record: JSONObject = [
            "name": "main", "connection": ["host": "db", "uri": "postgres://u:p@db", "password": "p"],
            "users": [["name": "app", "password": "p"]]
        ]
        #expect(
            try shown(record) == [
                "name": "main",
                "connection": [
                    "host": "db", "uri": "(hidden; .connection.uri reads it)",
                    "password": "(hidden; .connection.password reads it)"
                ],
                "users": [["name": "app", "password": "(hidden; .users[1].password reads it)"]]
            ])
    }

    @Test func hidesSecretsOfEachRecordOfAList() throws {
        let group = try #require(Catalog.standard.group("databases"))
        let type = try #require(group.type(named: "Cluster"))
        let records: [JSONValue] = [
            ["name": "main"], ["name": "other", "users": [["name": "app", "password": "p"]]], 5
        ]
        #expect(
            HiddenSecrets(of: group).hide(in: records, of: type) == [
                ["name": "main"],
                ["name": "other", "users": [["name": "app", "password": "(hidden; .users[1].password reads it)"]]], 5
            ])
    }

    @Test func leavesWhatIsNoSecret() throws {
        let record: JSONObject = ["name": "main", "connection": ["uri": "", "password": .null], "users": 5, "other": []]
        #expect(try shown(record) == record)
    }
}
