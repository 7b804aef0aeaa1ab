import Cron
import JSON

/// What the resources that are there cost in the present month.
extension Connection {
    /// What is owed for the present month until now, resource by resource.
    mutating func presentInvoice(_ moment: Moment) throws -> Invoice {
        let project = try defaultProject().name
        var items: [Invoice.Item] = []
        for product in Product.all {
            try each(
                """
                SELECT json_extract(document, '$.created_at'), \(product.quantity), id, name FROM resources
                WHERE kind = ? ORDER BY sequence
                """, .text(product.kind)
            ) { row in
                let use = Use(product, since: row.optionalText(0), row.text(1), moment.now)
                items.append(
                    Invoice.Item(
                        product: product.name, id: row.text(2), description: "\(row.text(3)) (\(use.size))",
                        amount: use.amount, start: use.start, end: moment.now, project: project,
                        category: product.category))
            }
        }
        return Invoice(month: BillingMonth(of: moment.now), items: items, updatedAt: moment.now)
    }

    /// The sum of the same, quicker: what was made at one time in one size is counted.
    mutating func presentTotal(_ moment: Moment) throws -> Money {
        var total = Money(cents: 0)
        for product in Product.all {
            try each(
                """
                SELECT json_extract(document, '$.created_at') AS made, \(product.quantity) AS quantity, count(*)
                FROM resources WHERE kind = ? GROUP BY made, quantity
                """, .text(product.kind)
            ) { row in
                let use = Use(product, since: row.optionalText(0), row.text(1), moment.now)
                total.cents += use.amount.cents * row.integer(2)
            }
        }
        return total
    }
}

/// A kind of resource that costs something.
private struct Product {
    var name: String
    var kind: String
    /// The part of a row of `resources` that the price depends on.
    var quantity: String
    var category: String
    /// What a quantity is called, and costs in US dollars a month.
    var price: @Sendable (String) -> (size: String, monthly: Double)

    static let all = [
        Product(
            name: "Droplets", kind: "droplets.droplet", quantity: "json_extract(state, '$.size')", category: "iaas"
        ) { ($0, Size.named($0)?.monthlyPrice ?? 0) },
        Product(
            name: "Database Clusters", kind: "databases.cluster",
            quantity: "json_extract(document, '$.num_nodes') || ' ' || json_extract(document, '$.size')",
            category: "paas"
        ) { quantity in
            let parts = quantity.split(separator: " ").map(String.init)
            let (nodes, size) = (parts.first.flatMap(Double.init) ?? 1, parts.last ?? "")
            return (size, nodes * (DatabaseSize.named(size)?.price ?? 0))
        },
        Product(
            name: "Volumes", kind: "volumes.volume", quantity: "json_extract(document, '$.size_gigabytes')",
            category: "iaas"
        ) { ("\($0) GiB", (Double($0) ?? 0) * 0.1) }
    ]
}

/// The use of one resource in the present month.
private struct Use {
    /// The vendor's months have so many hours at most.
    private static let hoursOfMonth: Int64 = 672

    let size: String
    /// Unix seconds.
    let start: Int64
    let amount: Money

    /// - Parameter made: RFC 3339; nil for a resource that does not say.
    init(_ product: Product, since made: String?, _ quantity: String, _ now: Int64) {
        let month = BillingMonth(of: now)
        start = max(made.flatMap { UTCTime(rfc3339: $0)?.unixSeconds } ?? month.start, month.start)
        let hours = min(max((now - start + 3_599) / 3_600, 0), Self.hoursOfMonth)
        let monthly: Double
        (size, monthly) = product.price(quantity)
        amount = Money(cents: Int64((monthly * 100 * Double(hours) / Double(Self.hoursOfMonth)).rounded()))
    }
}
