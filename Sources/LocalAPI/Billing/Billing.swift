/// The groups `balance`, `billing_history` and `invoices`.
enum Billing {
    static let family = Family("billing", handlers: handlers)

    private static let handlers: [String: Handler] = [:]
}
