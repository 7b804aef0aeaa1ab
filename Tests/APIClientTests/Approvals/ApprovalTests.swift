import APIClient
import Catalog
import HTTPMessage
import Testing

struct ApprovalTests {
    private let asker = Asker()

    private func makeClient(_ statuses: [Int] = Array(repeating: 204, count: 50), _ policy: Policy? = nil) -> APIClient
    {
        client(ScriptedTransport(statuses: statuses), policy: policy ?? asker.policy())
    }

    private func ask(_ intents: Intent...) throws -> [String] {
        _ = try makeClient().approve(intents)
        return asker.texts
    }

    @Test func asksNothingAboutReadsAndFewChanges() throws {
        #expect(
            try ask(Intents.make("functions.list_namespaces", 100), Intents.make("functions.update_trigger", 5)) == [])
    }

    @Test func asksOnceAboutManyChanges() throws {
        #expect(
            try ask(Intents.make("functions.update_trigger", 4), Intents.make("functions.create_trigger", 2))
                == ["several: update 4 triggers and create 2 triggers"])
    }

    @Test func wantsTheNumberOfWhatIsDeletedTyped() throws {
        #expect(
            try ask(Intents.make("functions.update_trigger", 3), Intents.make("droplets.destroy", 12))
                == ["several: update 3 triggers and delete 12 droplets <12>"])
    }

    @Test func oneDeletionAmongChangesIsAYesOrNo() throws {
        #expect(
            try ask(Intents.make("functions.update_trigger", 2), Intents.make("droplets.destroy", label: "web-1"))
                == ["several: update 2 triggers and delete droplet \"web-1\""])
    }

    @Test func somethingWideAmongOthersWantsTheWholeNumber() throws {
        #expect(
            try ask(Intents.make("droplets.destroy_by_tag", label: "web"), Intents.make("functions.update_trigger", 2))
                .first?.hasSuffix("<3>") == true)
        #expect(asker.questions.first?.kind == .wide)
    }

    @Test func tellsWhatCostsMoney() throws {
        _ = try makeClient(policy(.all)).approve([
            Intent(Catalog.standard.operation("droplets.create")!, label: "web-1", cost: "$12.00 a month")
        ])
        #expect(asker.texts == ["single: create droplet \"web-1\""])
        #expect(asker.questions[0].costsMoney && asker.questions[0].intents[0].cost == "$12.00 a month")
    }

    private func policy(_ confirmations: Policy.Confirmations) -> Policy { asker.policy(confirmations) }
    private func makeClient(_ policy: Policy) -> APIClient { makeClient([204], policy) }

    @Test func aNoSendsNothingAndGivesNoApproval() throws {
        asker.answer = .typed("11")
        let error = #expect(throws: ClientError.self) {
            try makeClient().approve([Intents.make("droplets.destroy", 12)])
        }
        #expect(error?.kind == .refused)
        #expect(error?.description == "droplets.destroy: refused: not confirmed: that is not \"12\"")
    }

    @Test func aReadOnlyContextApprovesReadsOnly() throws {
        let client = makeClient(asker.policy { $0.readOnlyReason = "the context 'prod' is read-only" })
        _ = try client.approve([Intents.make("functions.list_namespaces")])
        let error = #expect(throws: ClientError.self) { try client.approve([Intents.make("functions.update_trigger")]) }
        #expect(
            error?.description
                == "functions.update_trigger: refused: the context 'prod' is read-only, and functions.update_trigger is no read"
        )
        #expect(asker.questions == [])
    }

    // MARK: - What is covered

    @Test func coversAsManyCallsAsWereApprovedAndNoMore() throws {
        let client = makeClient()
        let approval = try client.approve([Intents.make("functions.delete_namespace", 2)])
        for _ in 1...2 { _ = try client.send(Calls.deleteNamespace(), approval: approval) }
        #expect(asker.questions.count == 1 && approval.remaining == 0)
        _ = try client.send(Calls.deleteNamespace("fn-3"), approval: approval)
        #expect(asker.texts.last == "single: delete namespace fn-3")
    }

    @Test func coversNoOtherOperation() throws {
        let client = makeClient()
        let approval = try client.approve([Intents.make("functions.delete_namespace", 2)])
        _ = try client.send(Calls.destroyByTag(), approval: approval)
        #expect(asker.questions.count == 2 && approval.remaining == 2)
    }

    @Test func anIntentOfACallCoversThatRequestOnly() throws {
        let client = makeClient()
        let approval = try client.approve([Intent(Calls.deleteNamespace("fn-1"))])
        _ = try client.send(Calls.deleteNamespace("fn-2"), approval: approval)
        #expect(asker.questions.count == 2)
        _ = try client.send(Calls.deleteNamespace("fn-1"), approval: approval)
        #expect(asker.questions.count == 2)
    }

    @Test func isOfNoUseToAnotherClient() throws {
        let approval = try makeClient().approve([Intents.make("functions.delete_namespace")])
        _ = try makeClient().send(Calls.deleteNamespace(), approval: approval)
        #expect(asker.questions.count == 2)
    }

    @Test func givesBackThePlaceOfWhatWasNotDone() throws {
        let client = makeClient([404, 204])
        let approval = try client.approve([Intents.make("functions.delete_namespace", 1)])
        #expect(throws: ClientError.self) { try client.send(Calls.deleteNamespace(), approval: approval) }
        #expect(approval.remaining == 1)
        _ = try client.send(Calls.deleteNamespace(), approval: approval)
        #expect(asker.questions.count == 1 && approval.remaining == 0)
    }

    @Test func givesBackNoPlaceOfWhatMayHaveBeenDone() throws {
        let client = makeClient(Array(repeating: 500, count: 10))
        let create = Intents.make("functions.create_namespace")
        let approval = try client.approve([create])
        #expect(throws: ClientError.self) { try client.send(Calls.createNamespace(), approval: approval) }
        #expect(approval.remaining == 0)
        // This very request was approved: it may come again.
        let exact = try client.approve([Intent(Calls.createNamespace())])
        #expect(throws: ClientError.self) { try client.send(Calls.createNamespace(), approval: exact) }
        #expect(exact.remaining == 1)
    }

    @Test func givesBackThePlaceOfACallThatWasCanceledUnsent() throws {
        let client = makeClient()
        let approval = try client.approve([Intents.make("functions.delete_namespace")])
        client.cancel(client.start(try Calls.deleteNamespace(), after: .seconds(60), approval: approval))
        #expect(approval.remaining == 1)
        client.cancel(client.start(try Calls.deleteNamespace(), approval: approval))
        #expect(approval.remaining == 0)
    }
}
