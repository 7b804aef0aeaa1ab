import APIClient
import HTTPMessage
import Lua
import Scripting
import Testing

struct RateTests {
    @Test func withoutABudgetTheLastAnswerTells() throws {
        let api = ScriptedAPI()
        let headers: HTTPHeaders = [
            "ratelimit-limit": "5000", "ratelimit-remaining": "4321", "ratelimit-reset": "1000000"
        ]
        api.answer(200, "{}", headers: headers)
        let engine = try api.engine()
        #expect(try engine.value("return next(api.rate()) == nil") == "true")
        let text = try engine.value(
            """
            api.request{ path = '/v2/account' }
            local r = api.rate()
            return table.concat({ r.limit, r.remaining, r.reset, tostring(r.minute), tostring(r.waiting) }, ' ')
            """)
        #expect(text == "5000 4321 1000000 nil nil")
    }

    @Test func aBudgetTellsWhatIsUsed() throws {
        let engine = try Engine {
            APIClient(
                transport: InProcessTransport { _ in HTTPResponse(status: 204) },
                rateBudget: RateBudget(limits: .init(perMinute: 3, perHour: 100)))
        }
        let text = try engine.value(
            """
            for i = 1, 3 do api.request{ method = 'DELETE', path = '/v2/account' } end
            local r = api.rate()
            local wait = r.minute.wait > 50 and r.minute.wait <= 61
            return table.concat({ r.minute.limit, r.minute.used, r.hour.limit, r.hour.used, tostring(wait),
                r.hour.wait, r.waiting, tostring(r.reason) }, ' ')
            """)
        #expect(text == "3 3 100 3 true 0.0 0.0 nil")
    }
}
