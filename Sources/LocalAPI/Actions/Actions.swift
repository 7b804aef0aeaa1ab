/// The group `actions`: every action of the account, whatever it is done to.
enum Actions {
    static let family = Family("actions", handlers: handlers)

    private static let handlers: [String: Handler] = [
        "actions.list": .reading { call, connection in try call.answer(connection.actions(for: call)) },
        "actions.get": .reading { call, connection in
            try call.answer(connection.action(call.argument("action_id")).text)
        }
    ]
}
