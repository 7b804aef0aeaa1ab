import Cron
import JSON

/// The forms that clients get invoices in.
extension Invoice {
    /// In a list.
    func summary(total: Money) -> JSONObject {
        [
            "invoice_uuid": .string(id), "invoice_id": .string(number), "amount": .string(total.text),
            "invoice_period": .string(month.text),
            "updated_at": .string(UTCTime(unixSeconds: updatedAt).description)
        ]
    }

    /// The totals, and whom it bills.
    var details: JSONObject {
        let nothing: JSONValue = .string(Money(cents: 0).text)
        return [
            "invoice_uuid": .string(id), "invoice_id": .string(number), "billing_period": .string(month.text),
            "amount": .string(total.text), "user_name": .string(Account.name),
            "user_billing_address": [
                "address_line1": "1 Tide Street", "address_line2": "", "city": "Moonville", "region": "OH",
                "postal_code": "12345", "country_iso2_code": "US", "created_at": "2025-09-03T16:34:46Z",
                "updated_at": "2025-09-03T16:34:46Z"
            ],
            "user_company": "Example Corporation", "user_email": .string(Account.email),
            "product_charges": [
                "name": "Product usage charges", "amount": .string(total.text), "items": .array(products)
            ],
            "overages": ["name": "Overages", "amount": nothing], "taxes": ["name": "Taxes", "amount": nothing],
            "credits_and_adjustments": ["name": "Credits & adjustments", "amount": nothing]
        ]
    }

    /// The sum of each product.
    private var products: [JSONValue] {
        var names: [String] = []
        for item in items where !names.contains(item.product) { names.append(item.product) }
        return names.map { name in
            let some = items.filter { $0.product == name }
            return [
                "name": .string(name), "amount": .string(some.map(\.amount).sum.text), "count": .string("\(some.count)")
            ]
        }
    }

    /// What was booked for it: the bill, and its payment a day later; the later one first.
    var bookings: [JSONObject] {
        let billed = month.end + 8 * 3_600
        return [
            [
                "description": "Payment (Visa 0000)", "amount": .string((-total).text),
                "date": .string(UTCTime(unixSeconds: billed + 86_400).description), "type": "Payment"
            ],
            [
                "description": .string("Invoice for \(month.words)"), "amount": .string(total.text),
                "invoice_id": .string(number), "invoice_uuid": .string(id),
                "date": .string(UTCTime(unixSeconds: billed).description), "type": "Invoice"
            ]
        ]
    }

    /// Its items as comma-separated values (RFC 4180, with the line ends of Unix).
    var csv: String {
        let heading = "product,group_description,description,hours,start,end,USD,project_name,category"
        let rows = items.map { item in
            let fields = [
                item.product, item.group, item.description, "\(item.hours)", Self.time(item.start), Self.time(item.end),
                "$" + item.amount.text, item.project, item.category
            ]
            return fields.map(Self.quoted).joined(separator: ",")
        }
        return ([heading] + rows).joined(separator: "\n") + "\n"
    }

    /// What a printed one says.
    var lines: [String] {
        let heading = [
            "Invoice \(number) for \(month.words)", "Made by the local API. Nothing is owed.", "",
            "\(Account.name), Example Corporation", "1 Tide Street, Moonville, OH 12345, US", ""
        ]
        let rows = items.map { "\($0.product): \($0.description), \($0.hours) hours, $\($0.amount.text)" }
        return heading + rows + ["", "Total: $\(total.text)"]
    }

    /// `2026-03-01 00:00:00 +0000`.
    private static func time(_ unixSeconds: Int64) -> String {
        UTCTime(unixSeconds: unixSeconds).description.replacing("T", with: " ").replacing("Z", with: " +0000")
    }

    private static func quoted(_ field: String) -> String {
        let isPlain = !field.contains { "\",\n\r".contains($0) }
        return isPlain ? field : "\"" + field.replacing("\"", with: "\"\"") + "\""
    }
}

extension Invoice.Item {
    var document: JSONObject {
        let isUUID = id.contains("-")
        return [
            "product": .string(product), "resource_id": .string(isUUID ? "" : id),
            "resource_uuid": .string(isUUID ? id : ""),
            "group_description": .string(group), "description": .string(description), "amount": .string(amount.text),
            "duration": .string("\(hours)"), "duration_unit": "Hours",
            "start_time": .string(UTCTime(unixSeconds: start).description),
            "end_time": .string(UTCTime(unixSeconds: end).description), "project_name": .string(project)
        ]
    }
}
