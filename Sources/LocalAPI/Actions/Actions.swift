import HTTPMessage
import JSON

/// The group `actions`: every action of the account, whatever it is done to.
enum Actions {
    static let family = Family("actions", handlers: handlers)

    private static let handlers: [String: Handler] = [
        "actions.list": .reading { call, connection in
            let (actions, total) = try connection.actionPage(of: nil, for: call)
            return try call.answer(Listing(items: actions.map { try text(of: $0, for: call) }, total: total))
        },
        "actions.get": .reading { call, connection in
            try call.answer(text(of: connection.action(call.argument("action_id")), for: call))
        }
    ]

    /// Reserved IPs go by their old name here, unless the request asks for the new one by a media type of its own.
    private static func text(of action: Action, for call: Call) throws(JSONError) -> JSONText {
        guard action.subject.type == "reserved_ip", !wantsReservedIPs(call) else { return action.text }
        var document = action.document
        document["resource_type"] = "floating_ip"
        return JSONText(try JSONValue.object(document).serialized())
    }

    private static func wantsReservedIPs(_ call: Call) -> Bool {
        call.request.headers.values(of: "accept").contains {
            $0.lowercased().contains("application/vnd.digitalocean.reserveip+json")
        }
    }
}
