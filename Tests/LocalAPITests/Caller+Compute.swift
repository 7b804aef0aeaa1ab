import JSON
import LocalAPI

extension Caller {
    static let missing = "404 not_found: The resource you requested could not be found."

    /// The order of a droplet, with further members.
    static func droplet(_ name: String = "web-1", _ members: JSONObject = [:]) -> JSONValue {
        var order: JSONObject = [
            "name": .string(name), "region": "nyc3", "size": "s-1vcpu-1gb", "image": "ubuntu-24-04-x64"
        ]
        for member in members.members { order[member.name] = member.value }
        return .object(order)
    }

    /// Makes a droplet, waits until it is active, and returns its identifier.
    @discardableResult
    func makeDroplet(_ name: String = "web-1", _ members: JSONObject = [:]) throws -> Int64 {
        let made = call("POST", "/v2/droplets", Self.droplet(name, members))
        try wait(8)
        return made.json.at("droplet", "id")?.integer ?? -1
    }

    /// Lets so many seconds pass.
    func wait(_ seconds: Int64) throws { try api.advance(by: .seconds(seconds)) }

    /// Makes a volume of 10 GB and returns its identifier.
    @discardableResult
    func makeVolume(_ name: String = "data", _ members: JSONObject = [:]) -> String {
        var volume: JSONObject = ["name": .string(name), "region": "nyc3", "size_gigabytes": 10]
        for member in members.members { volume[member.name] = member.value }
        let made = call("POST", "/v2/volumes", .object(volume))
        return made.json.at("volume", "id")?.string ?? made.error
    }

    /// Does something to a droplet, and waits until that is done.
    @discardableResult
    func act(_ type: String, on droplet: Int64, _ members: JSONObject = [:], waiting seconds: Int64 = 8) throws -> Reply
    {
        var body: JSONObject = ["type": .string(type)]
        for member in members.members { body[member.name] = member.value }
        let reply = call("POST", "/v2/droplets/\(droplet)/actions", .object(body))
        try wait(seconds)
        return reply
    }

    func droplet(_ id: Int64) -> JSONValue? { get("/v2/droplets/\(id)").json["droplet"] }
}
