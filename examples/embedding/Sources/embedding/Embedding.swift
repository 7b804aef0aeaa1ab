import LocalAPI
import MoontideEngine

/// Runs a script over the API with a function of this program's own beside the API's.
@main
struct Embedding {
    static func main() throws {
        // The API on this machine, in memory. For the real one: CurlTransport and the account's token.
        let api = try LocalAPI()
        let token = try Token(LocalAPI.exampleToken, from: "the local API")
        let engine = try Engine {
            APIClient(
                transport: InProcessTransport { api.respond(to: $0) }, configuration: .init(token: token))
        }

        let stack = engine.interpreter.stack
        stack.push(typed: { (hour: Int) -> String in "0 \(hour) * * 1-5" })
        try stack.set(global: "on_workdays_at")

        let results = try engine.interpreter.run(
            """
            local jobs = functions.create_namespace{ label = "jobs", region = "nyc1" }
            for hour = 6, 8 do
                jobs:create_trigger{
                    name = "report-" .. hour, func = "reports/daily", type = "SCHEDULED", is_enabled = true,
                    scheduled_details = { cron = on_workdays_at(hour) },
                }
            end
            local lines = {}
            for trigger in jobs:each_trigger() do
                lines[#lines + 1] = trigger.name .. " runs at " .. trigger.scheduled_details.cron
            end
            table.sort(lines)
            return table.concat(lines, "\\n")
            """, named: "=embedding")
        print(results.stack.string(at: 1) ?? "nothing")
    }
}
