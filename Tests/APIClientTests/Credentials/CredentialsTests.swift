import APIClient
import Glibc
import TestSupport
import Testing

struct CredentialsTests {
    private let folder = TemporaryFolder()

    private func find(
        _ environment: [String: String] = [:], tokenFile: String? = nil, context: String? = nil
    ) throws(CredentialError) -> Credentials? {
        let environment = ["HOME": folder.path].merging(environment) { $1 }
        return try Credentials.find(tokenFile: tokenFile, context: context, environment: environment)
    }

    private func problem(
        _ environment: [String: String] = [:], tokenFile: String? = nil, context: String? = nil
    ) -> String? {
        do throws(CredentialError) {
            _ = try find(environment, tokenFile: tokenFile, context: context)
            return nil
        } catch {
            return error.description.replacing(folder.path, with: "~")
        }
    }

    private func writeConfiguration(_ text: String, under directory: String = ".config") {
        folder.write(text, to: "\(directory)/doctl/config.yaml")
    }

    private let configuration = """
        access-token: default-token
        api-url: ""
        auth-contexts:
          prod: prod-token
          staging: staging-token
          empty: ""
        context: prod
        output: text
        """

    private func token(_ text: String) throws -> Token { try Token(text, from: "a test") }

    @Test func nothingConfiguredMeansTheLocalAPI() throws {
        #expect(try find() == nil)
        #expect(try find(["DIGITALOCEAN_TOKEN": "", "DIGITALOCEAN_CONTEXT": ""]) == nil)
        writeConfiguration("access-token: \"\"\ncontext: default\n")
        #expect(try find() == nil)
    }

    @Test func theFirstOfTheChainWins() throws {
        writeConfiguration(configuration)
        let both = ["DIGITALOCEAN_TOKEN": "one", "DIGITALOCEAN_ACCESS_TOKEN": "two"]
        let file = folder.write("zero\n", to: "token")
        let fromFile = try #require(try find(both, tokenFile: file, context: "prod"))
        #expect((fromFile.token, fromFile.origin) == (try token("zero"), "the file \(file)"))
        let fromContext = try #require(try find(both, context: "staging"))
        #expect((fromContext.token, fromContext.name) == (try token("staging-token"), "staging"))
        #expect(fromContext.origin == "the context 'staging' of doctl")
        #expect(try find(both.merging(["DIGITALOCEAN_CONTEXT": "staging"]) { $1 })?.name == "staging")
        let fromVariable = try #require(try find(both))
        #expect(fromVariable.origin == "the environment variable DIGITALOCEAN_TOKEN")
        #expect((fromVariable.token, fromVariable.name) == (try token("one"), "digitalocean"))
        #expect(try find(["DIGITALOCEAN_ACCESS_TOKEN": "two"])?.token == token("two"))
        #expect(try find()?.token == token("prod-token"))
        #expect(try find(context: "default")?.token == token("default-token"))
        #expect(try find(both, context: "local") == nil)
    }

    @Test func theConfigurationMayLieElsewhere() throws {
        writeConfiguration("access-token: elsewhere", under: "xdg")
        #expect(try find(["XDG_CONFIG_HOME": folder.path + "/xdg"])?.token == token("elsewhere"))
        #expect(try find(["XDG_CONFIG_HOME": "xdg"]) == nil)
    }

    @Test func theConfigurationNamesTheAPI() throws {
        writeConfiguration("access-token: a\napi-url: http://127.0.0.1:8080\n")
        #expect(try find()?.baseURL == BaseURL("http://127.0.0.1:8080"))
        #expect(try find(["DIGITALOCEAN_TOKEN": "b"])?.baseURL == .digitalOcean)
        writeConfiguration("access-token: a\napi-url: http://api.example.com\n")
        #expect(
            problem()
                == "~/.config/doctl/config.yaml is not a configuration of doctl: api-url: \"http://api.example.com\" is "
                + "plain http to another machine, and the token would be readable on the way; use https")
    }

    @Test func anUnknownContextIsToldWithTheKnownOnes() {
        writeConfiguration(configuration)
        #expect(
            problem(context: "prd")
                == "unknown context 'prd'; ~/.config/doctl/config.yaml has 'default', 'empty', 'prod', 'staging'")
        #expect(
            problem(context: "empty")
                == "the context 'empty' has no token in ~/.config/doctl/config.yaml; run doctl auth init --context empty"
        )
    }

    @Test func withoutAConfigurationNoContextIsKnown() {
        #expect(problem(context: "prod") == "unknown context 'prod'; ~/.config/doctl/config.yaml has none")
    }

    @Test func aBrokenConfigurationShowsNoToken() {
        writeConfiguration("access-token: [secret\n  : {secret")
        #expect(
            problem()?.hasPrefix("~/.config/doctl/config.yaml is not a configuration of doctl: it is not YAML") == true)
        #expect(problem()?.contains("secret") == false)
        writeConfiguration("- secret\n")
        #expect(
            problem()
                == "~/.config/doctl/config.yaml is not a configuration of doctl: it is not a table of names and values")
        writeConfiguration("access-token: two secrets")
        #expect(
            problem()
                == "the token in the context 'default' of doctl is not one: it is too long, or has blanks, line ends or "
                + "other characters a token cannot have")
    }

    @Test func aTokenFileForEverybodyIsWarnedOf() throws {
        let file = folder.write("abc", to: "token")
        chmod(file, 0o644)
        #expect(
            try find(tokenFile: file)?.warnings
                == ["\(file) can be read by others; chmod 600 \(file) keeps its token to you"])
        chmod(file, 0o600)
        #expect(try find(tokenFile: file)?.warnings == [])
    }

    @Test func aTokenFileThatIsNotOneIsAnError() {
        #expect(problem(tokenFile: folder.path + "/none") == "cannot read ~/none: No such file or directory")
        #expect(problem(tokenFile: folder.write("\n", to: "empty")) == "the token in the file ~/empty is empty")
        let large = folder.write(String(repeating: "a", count: (1 << 20) + 1), to: "large")
        #expect(problem(tokenFile: large) == "cannot read ~/large: it is larger than 1 MiB")
        #expect(problem(tokenFile: folder.path) == "cannot read ~: Is a directory")
    }
}
