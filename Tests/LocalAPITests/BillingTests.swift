import JSON
import LocalAPI
import Testing

@Suite struct BillingTests {
    private let caller: Caller
    private let customer = "/v2/customers/my"

    init() throws {
        caller = try Caller { $0.checksAnswers = true }
    }

    private func lastInvoice() -> JSONValue? { caller.get(customer + "/invoices").json["invoices"]?.array?.first }

    private var invoice: String { customer + "/invoices/" + (lastInvoice()?["invoice_uuid"]?.string ?? "") }

    @Test func theAccountShowsItsLimitsAndItsTeam() {
        let account = caller.get("/v2/account").json["account"]
        #expect(account?["status"] == "active")
        #expect(account?.at("team", "name") == "Moon Team")
    }

    @Test func theMonthsThatAreOverWereBilled() throws {
        let list = caller.get(customer + "/invoices?per_page=2").json
        #expect(list["invoices"]?.array?.map { $0["invoice_period"] } == ["2026-02", "2026-01"])
        #expect(list["meta"] == ["total": 12])
        #expect(list.at("invoice_preview", "invoice_period") == "2026-03")
        let last = lastInvoice()
        #expect(last?["amount"] == "54.00")
        try caller.api.advance(by: .seconds(31 * 86_400))
        let later = caller.get(customer + "/invoices").json["invoices"]?.array ?? []
        #expect(later.first?["invoice_period"] == "2026-03")
        #expect(later.dropFirst().first == last)
    }

    @Test func everyInvoiceIsBookedAndPaid() {
        let entries = caller.get(customer + "/billing_history?per_page=200").json["billing_history"]?.array ?? []
        #expect(entries.count == 24)
        #expect(entries[0]["amount"] == "-54.00")
        #expect(entries[1]["description"] == "Invoice for February 2026")
        #expect(entries[1]["invoice_uuid"] == lastInvoice()?["invoice_uuid"])
    }

    @Test func anInvoiceHasItemsAndSums() {
        let items = caller.get(invoice + "?per_page=2").json
        #expect(items["meta"] == ["total": 5])
        #expect(items["invoice_items"]?.array?.map { $0["duration"] } == ["672", "672"])
        let summary = caller.get(invoice + "/summary").json
        #expect(summary["amount"] == "54.00")
        #expect(
            summary.at("product_charges", "items")?.array?.first == [
                "name": "Droplets", "amount": "24.00", "count": "2"
            ])
        #expect(caller.get(customer + "/invoices/00000000-0000-4000-8000-000000000000").status == 404)
    }

    @Test func anInvoiceIsATable() {
        let reply = caller.get(invoice + "/csv")
        #expect(reply.header("content-type") == "text/csv")
        #expect(
            reply.header("content-disposition") == "attachment; filename=\"Invoice 2026 Feb (1010101-400202602).csv\"")
        let lines = String(decoding: reply.body, as: UTF8.self).split(separator: "\n")
        #expect(lines.count == 6)
        #expect(
            lines[1] == "Droplets,,web-1 (s-1vcpu-2gb),672,2026-02-01 00:00:00 +0000,2026-03-01 00:00:00 +0000,$12.00,"
                + "first-project,iaas")
    }

    /// The table of a document says where each object begins.
    @Test func anInvoiceIsADocument() throws {
        let reply = caller.get(invoice + "/pdf")
        #expect(reply.header("content-type") == "application/pdf")
        let bytes = reply.body
        let text = String(decoding: bytes, as: UTF8.self)
        #expect(text.hasPrefix("%PDF-1.4\n"))
        #expect(text.hasSuffix("%%EOF\n"))
        let end = try #require(text.split(separator: "startxref\n").last?.split(separator: "\n").first)
        let start = try #require(Int(end))
        let table = String(decoding: bytes[start...], as: UTF8.self).split(separator: "\n")
        #expect(table[0] == "xref")
        #expect(table[1] == "0 6")
        for number in 1...5 {
            let offset = try #require(Int(table[2 + number].prefix(10)))
            #expect(String(decoding: bytes[offset...].prefix(7), as: UTF8.self) == "\(number) 0 obj")
        }
        #expect(text.contains("(Total: $54.00) Tj"))
    }

    @Test func thePresentMonthBillsWhatIsThere() throws {
        #expect(caller.get(customer + "/balance").json["month_to_date_usage"] == "0.00")
        caller.call(
            "POST", "/v2/droplets", ["name": "web-1", "size": "s-1vcpu-1gb", "image": "ubuntu-24-04-x64"])
        caller.makeCluster()
        try caller.api.advance(by: .seconds(336 * 3_600))
        let balance = caller.get(customer + "/balance").json
        #expect(balance["month_to_date_usage"] == "63.00")
        #expect(balance["account_balance"] == "0.00")
        let preview = caller.get(customer + "/invoices").json["invoice_preview"]
        #expect(preview?["amount"] == "63.00")
        let items = caller.get(customer + "/invoices/" + (preview?["invoice_uuid"]?.string ?? "")).json
        #expect(
            items["invoice_items"]?.array?.map { $0["description"] } == [
                "web-1 (s-1vcpu-1gb)", "moon (db-s-2vcpu-4gb)"
            ])
    }
}
