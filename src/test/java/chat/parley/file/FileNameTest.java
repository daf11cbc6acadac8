package chat.parley.file;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FileNameTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "holiday.jpg | holiday.jpg",
                "../../etc/passwd | passwd",
                "C:\\Users\\ada\\plan.pdf | plan.pdf",
                "..hidden | hidden",
                "... | file",
                "'' | file",
                "' ' | file",
                "Büro & Planung 2027!.ods | Büro & Planung 2027!.ods",
                "日本語.txt | 日本語.txt",
            })
    void nameIsNeverAPathAndNeverEmpty(String raw, String name) {
        assertThat(FileName.safe(raw)).isEqualTo(name);
    }

    @Test
    void misleadingCharactersAreLeftOut() {
        assertThat(FileName.safe("photo\u202Egpj.exe")).isEqualTo("photogpj.exe");
        assertThat(FileName.safe("a\u0000b\r\nc\u2028d\ud800.txt")).isEqualTo("abcd.txt");
        assertThat(FileName.safe("\u2800\u3164")).isEqualTo("file");
    }

    @Test
    void overlongNameKeepsItsEnding() {
        String name = FileName.safe("🙂".repeat(300) + ".jpeg");

        assertThat(name).endsWith("🙂.jpeg");
        assertThat(name.codePointCount(0, name.length())).isEqualTo(FileName.MAX_LENGTH);
        assertThat(FileName.safe("a." + "b".repeat(400))).hasSize(FileName.MAX_LENGTH);
    }

    @Test
    void headersAreReadInBothForms() {
        assertThat(FileName.of("attachment; filename=\"a b.txt\"")).isEqualTo("a b.txt");
        assertThat(FileName.of("attachment; filename=\"x\"; filename*=UTF-8''B%C3%BCro.txt"))
                .isEqualTo("Büro.txt");
        assertThat(FileName.of("attachment; filename*=UTF-8''%E0%A4%A")).isEqualTo("file");
        assertThat(FileName.of("nonsense;;;=")).isEqualTo("file");
        assertThat(FileName.of(null)).isEqualTo("file");
    }

    @Test
    void downloadCarriesItsNameInBothForms() {
        String header = FileName.disposition("Büro \"2027\".txt", false);

        assertThat(header).startsWith("attachment;").contains("filename*=UTF-8''B%C3%BCro");
        assertThat(FileName.of(header)).isEqualTo("Büro \"2027\".txt");
        assertThat(FileName.disposition("a.png", true)).startsWith("inline;");
    }
}
