extension APIClient {
    /// Whether ``approve(_:)`` would put a question to a person.
    package func asks(about intents: [Intent]) -> Bool {
        let policy = configuration.policy
        return policy.question(about: intents).map { !policy.assumesYes(to: $0) } ?? false
    }
}
