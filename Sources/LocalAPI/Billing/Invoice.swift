import Cron
import Digest

/// What is billed for one month.
struct Invoice: Sendable {
    /// One resource in one month.
    struct Item: Sendable {
        /// The kind of thing: `Droplets`.
        var product: String
        var id: String
        var description: String
        var group = ""
        var amount: Money
        /// Unix seconds.
        var start: Int64
        var end: Int64
        var project: String
        /// The class of the product, in tables: `iaas`.
        var category = "iaas"

        /// Begun hours count.
        var hours: Int64 { max((end - start + 3_599) / 3_600, 0) }
    }

    let month: BillingMonth
    var items: [Item]
    /// Unix seconds.
    let updatedAt: Int64

    var total: Money { items.map(\.amount).sum }

    /// The same for the same month, whenever it is asked for.
    var id: String {
        let digest = SHA256.digest(Array("invoice \(month.text)".utf8)).hexadecimal
        let digits = Array(digest.utf8)
        let groups = [digits[0..<8], digits[8..<12], digits[12..<16], digits[16..<20], digits[20..<32]]
        return groups.map { String(decoding: $0, as: UTF8.self) }.joined(separator: "-")
    }

    /// The number that is printed on it.
    var number: String { "\(400_000_000 + month.year * 100 + month.month)" }

    var fileName: String { "Invoice \(month.year) \(month.shortName) (\(Account.ownerNumber)-\(number))" }
}

extension Invoice {
    /// How many months there are invoices of.
    private static let months = 12

    /// Those of the months that are over, the last one first.
    static func past(before now: Int64) -> [Invoice] {
        var month = BillingMonth(of: now)
        return (0..<months).map { _ in
            month = month.previous
            return example(of: month)
        }
    }

    /// The bill of a small account.
    private static func example(of month: BillingMonth) -> Invoice {
        func item(_ product: String, _ id: String, _ description: String, _ cents: Int64, _ category: String) -> Item {
            Item(
                product: product, id: id, description: description, amount: Money(cents: cents), start: month.start,
                end: month.end, project: "first-project", category: category)
        }
        let items = [
            item("Droplets", "299000001", "web-1 (s-1vcpu-2gb)", 1_200, "iaas"),
            item("Droplets", "299000002", "web-2 (s-1vcpu-2gb)", 1_200, "iaas"),
            item("Database Clusters", "3f2b4c1e-8a5d-4f0e-9b7c-00000000db10", "shop (db-s-1vcpu-1gb)", 1_500, "paas"),
            item("Volumes", "3f2b4c1e-8a5d-4f0e-9b7c-00000000b110", "data (100 GiB)", 1_000, "iaas"),
            item("Spaces Subscription", "", "Spaces ($5/mo 250GB storage & 1TB bandwidth)", 500, "iaas")
        ]
        return Invoice(month: month, items: items, updatedAt: month.end + 8 * 3_600)
    }
}
