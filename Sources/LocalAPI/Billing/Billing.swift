import JSON

/// The groups `balance`, `billing_history` and `invoices`.
///
/// The months that are over have been billed for the same example of a small account, and paid; the present month is
/// billed for the droplets, database clusters and volumes that are there.
enum Billing {
    static let family = Family("billing", handlers: handlers)

    private static let handlers: [String: Handler] = [
        "balance.get": .reading { call, connection in
            let usage = try connection.presentTotal(call.moment)
            return try call.answer([
                "month_to_date_balance": .string(usage.text), "account_balance": .string(Money(cents: 0).text),
                "month_to_date_usage": .string(usage.text), "generated_at": call.moment.time
            ])
        },
        "billing_history.list": Handler { call, _ in
            let entries = Invoice.past(before: call.now).flatMap(\.bookings)
            return try call.answer(Listing(JSONText.list(of: entries), for: call))
        },
        "invoices.list": .reading { call, connection in
            let past = Invoice.past(before: call.now).map { $0.summary(total: $0.total) }
            let list = Listing(JSONText.list(of: past), for: call)
            let members = call.page?.members(total: list.total, at: call.location) ?? [:]
            let present = Invoice(month: BillingMonth(of: call.now), items: [], updatedAt: call.now)
            let preview = present.summary(total: try connection.presentTotal(call.moment))
            return try call.answer(
                .array(list.items), and: JSONObject([("invoice_preview", .object(preview))]).merging(members))
        },
        "invoices.get_by_uuid": reading { invoice, call in
            try call.answer(Listing(JSONText.list(of: invoice.items.map(\.document)), for: call))
        },
        "invoices.get_summary_by_uuid": reading { invoice, call in try call.answer(.object(invoice.details)) },
        "invoices.get_csv_by_uuid": reading { invoice, _ in
            Answer(Array(invoice.csv.utf8), mediaType: "text/csv", fileName: invoice.fileName + ".csv")
        },
        "invoices.get_pdf_by_uuid": reading { invoice, _ in
            Answer(PDF(lines: invoice.lines).bytes, mediaType: "application/pdf", fileName: invoice.fileName + ".pdf")
        }
    ]

    private static func reading(_ read: @escaping @Sendable (Invoice, Call) throws -> Answer) -> Handler {
        .reading { call, connection in
            let id = call.argument("invoice_uuid")
            if let past = Invoice.past(before: call.now).first(where: { $0.id == id }) { return try read(past, call) }
            guard Invoice(month: BillingMonth(of: call.now), items: [], updatedAt: call.now).id == id else {
                throw Refusal.missing
            }
            return try read(connection.presentInvoice(call.moment), call)
        }
    }
}
