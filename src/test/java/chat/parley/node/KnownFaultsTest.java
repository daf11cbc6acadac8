package chat.parley.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.json.JsonMapper;

class KnownFaultsTest {

    private static final KnownFault FAULT = new KnownFault("org.example:library", "4.2.18.Final", "CVE-1", "a fault");

    private final KnownFaults faults = new KnownFaults(new JsonMapper());

    @Test
    void programHasNoKnownVulnerabilities() {
        assumeThat(Boolean.getBoolean("parley.offline")).isFalse();
        assertThat(faults.present().block()).isEmpty();
    }

    /** A bill of materials that omits libraries would make the check useless. */
    @Test
    void billOfMaterialsNamesLibrariesOfEachKind() throws IOException {
        assumeThat(Boolean.getBoolean("parley.offline")).isFalse();
        assertThat(faults.libraries())
                .containsKeys(
                        "io.netty:netty-codec-http",
                        "io.projectreactor:reactor-core",
                        "org.bouncycastle:bcprov-jdk18on",
                        "org.webjars.npm:lit-html",
                        "org.springframework.boot:spring-boot")
                .doesNotContainKey("org.springframework.boot:spring-boot-starter-test");
    }

    @Test
    void everyKnownFaultHasAllFields() throws IOException {
        assertThat(faults.all())
                .isNotEmpty()
                .allSatisfy(fault -> assertThat(List.of(fault.fixedIn(), fault.advisory(), fault.fault()))
                        .doesNotContain(""))
                .allSatisfy(fault -> assertThat(fault.artifact()).contains(":"));
    }

    @ParameterizedTest
    @CsvSource({
        "4.2.15.Final, true",
        "4.2.9.Final, true",
        "4.1.999.Final, true",
        "4.2, true",
        "4.2.18.Final, false",
        "4.2.18, false",
        "4.2.19.Final, false",
        "4.10.0.Final, false",
        "5, false"
    })
    void versionBeforeTheFixIsReported(String version, boolean reported) {
        List<KnownFault> present = KnownFaults.presentIn(Map.of("org.example:library", version), List.of(FAULT));

        assertThat(present).isEqualTo(reported ? List.of(FAULT) : List.of());
    }
}
