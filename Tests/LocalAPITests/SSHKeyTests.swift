import JSON
import LocalAPI
import Testing

@Suite struct SSHKeyTests {
    private let caller = try! Caller { $0.checksAnswers = true }  // A store in memory can be opened.

    static let path = "/v2/account/keys"
    /// Its fingerprint was computed by another program.
    static let publicKey =
        "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAILbGn5TPQPQjCNYBA9hMNgyXTCgOMSMqmGYBsd6w/hqz me@example.com"
    static let fingerprint = "6c:cf:b2:04:2c:94:c5:7f:47:c5:7c:95:93:b9:ac:10"

    private func create(_ name: String = "mine", _ key: String = publicKey) -> Reply {
        caller.call("POST", Self.path, ["name": .string(name), "public_key": .string(key)])
    }

    @Test func aNewKeyIsKnownByNumberAndFingerprint() throws {
        let made = create()
        #expect(made.status == 201)
        let key = try #require(made.json["ssh_key"])
        #expect(key["id"] == 512_190)
        #expect(key["fingerprint"] == .string(Self.fingerprint))
        #expect(key["public_key"] == .string(Self.publicKey))
        for identifier in ["512190", Self.fingerprint] {
            #expect(caller.get(Self.path + "/" + identifier).json["ssh_key"] == key)
        }
        #expect(caller.get(Self.path).json["ssh_keys"] == [key])
        #expect(caller.get(Self.path).json["meta"] == ["total": 1])
    }

    @Test func aKeyCanBeThereOnce() {
        _ = create()
        #expect(create("other").error == "422 unprocessable_entity: SSH Key is already in use on your account")
    }

    @Test(arguments: [
        "ssh-ed25519", "ssh-ed25519 !!!!",
        "ssh-rsa AAAAC3NzaC1lZDI1NTE5AAAAILbGn5TPQPQjCNYBA9hMNgyXTCgOMSMqmGYBsd6w/hqz",
        "ssh-ed25519 AAAA", ""
    ])
    func whatIsNoKeyIsRefused(text: String) {
        #expect(
            create("mine", text).error == "422 unprocessable_entity: Key invalid, please double-check your SSH key")
    }

    @Test func aChangeRenames() {
        _ = create()
        let changed = caller.call(
            "PUT", Self.path + "/" + Self.fingerprint, ["name": "renamed", "public_key": "ignored", "id": 3])
        #expect(changed.json["ssh_key"]?["name"] == "renamed")
        #expect(changed.json["ssh_key"]?["public_key"] == .string(Self.publicKey))
        #expect(caller.get(Self.path + "/512190").json == changed.json)
    }

    @Test func aDeletedKeyIsGoneAndItsNumberIsNotGivenAgain() {
        _ = create()
        #expect(caller.call("DELETE", Self.path + "/" + Self.fingerprint).status == 204)
        let missing = "404 not_found: The resource you requested could not be found."
        #expect(caller.get(Self.path + "/512190").error == missing)
        #expect(caller.get(Self.path + "/" + Self.fingerprint).error == missing)
        #expect(caller.call("DELETE", Self.path + "/512190").error == missing)
        #expect(create().json["ssh_key"]?["id"] == 512_191)
    }
}
