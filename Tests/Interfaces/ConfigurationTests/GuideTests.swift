import PaymentModel
import Testing
import Vocabulary

@testable import Configuration

@Suite struct GuideTests {
    @Test func `the guide's files start a demonstration with dev, each surprise as a warning`()
        throws
    {
        let settings = try Written(
            system: Written.guideSystem, banking: Written.guideBanking, isDevelopment: true
        ).settle()
        #expect(settings.kernel.cpuCores == 2)
        #expect(settings.kernel.ioThreads == 16)
        #expect(settings.kernel.memoryLimitBytes == 8 << 30)
        #expect(settings.transaction.segmentBytes == 1 << 30)
        #expect(settings.security.isHSMEnabled)
        #expect(settings.setup.bank.bic.bic11 == "QENXDEFFXXX")
        let warnings = settings.warnings.map(\.description)
        #expect(
            warnings.contains(
                "etc/system.toml:4: [kernel] cpu_cores = 32 is above this machine and lowered to 2")
        )
        #expect(
            warnings.contains(
                "etc/system.toml:3: [kernel] memory_limit = \"64GB\" is above this machine and"
                    + " lowered to \"8GB\""))
        #expect(
            warnings.contains(
                "etc/system.toml:15: [security] hsm_enabled: no HSM is connected; the root key is"
                    + " a local file"))
        #expect(
            warnings.contains(
                "etc/banking.toml:3: [swift] bic is overridden by \"QENXDEFFXXX\" of the"
                    + " demonstration bank"))
        #expect(
            warnings.contains(
                "etc/banking.toml:8: [compliance] screening_threshold has no effect yet"))
    }

    @Test func `an HSM that is not there is refused outside dev`() {
        let complaints = Written(
            system: "[security]\nhsm_enabled = true", banking: Demonstration.banking
        ).complaints()
        #expect(
            complaints == [
                "etc/system.toml:2: [security] hsm_enabled: found true, but no HSM is connected;"
                    + " allowed is false, or --dev, which keeps the root key in a local file"
            ])
    }

    @Test func `the guide's stray key is understood`() {
        let appended = Written.guideSystem + "\ntransaction_timeout = 60\n"
        let complaints = Written(
            system: appended, banking: Written.guideBanking, isDevelopment: true
        ).complaints()
        #expect(
            complaints == [
                "etc/system.toml:16: [security] has no key transaction_timeout; did you mean"
                    + " [transaction] timeout_seconds?"
            ])
    }

    @Test func `the same key before any section is understood too`() {
        let complaints = Written(system: "transaction_timeout = 60", isDevelopment: true)
            .complaints()
        #expect(
            complaints == [
                "etc/system.toml:1: transaction_timeout stands outside any section; did you mean"
                    + " [transaction] timeout_seconds?"
            ])
    }

    @Test func `without files dev opens the demonstration bank`() throws {
        let settings = try Written(isDevelopment: true).settle()
        #expect(settings.warnings.isEmpty)
        #expect(settings.setup.schemes.map(\.name) == ["SCT", "SCTINST"])
        #expect(settings.setup.reach.count == 5)
        #expect(settings.kernel.cpuCores == 2)
        #expect(settings.transaction.timeoutSeconds == 30)
    }

    @Test func `without files and without dev there is no bank`() {
        #expect(
            Written().complaints() == [
                "there is no [bank]; --dev has one of a demonstration bank built in"
            ])
    }
}
