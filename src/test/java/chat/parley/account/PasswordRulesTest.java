package chat.parley.account;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PasswordRulesTest {

    private final PasswordRules rules = new PasswordRules();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "correct horse battery staple",
                "secret-123",
                "zebra-42-lamp",
                "пароль-и-точка",
                "合言葉合言葉は秘密",
                "12345678a9b",
                "<script>alert(1)</script>",
                "alexandra likes tea"
            })
    void passwordThatIsHardToGuessIsAccepted(String password) {
        assertThat(rules.brokenRule(password, "alexandra")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "seven77,too_short",
        "'',too_short",
        "4958237540,all_digits",
        "٤٩٥٨٢٣٧٥٤٠,all_digits",
        "password,too_common",
        "Passw0rd,too_common",
        "password1,too_common",
        "qwertyuiop,too_common",
        "aaaaaaaaaaaa,too_common",
        "abcdefghij,too_common",
        "monkey123,too_common",
        "alexandra,like_username",
        "Alexandra1,like_username",
        "1alexandra,like_username",
        "alexandro,like_username"
    })
    void easilyGuessedPasswordIsRejected(String password, String code) {
        assertThat(rules.brokenRule(password, "alexandra")).contains(code);
    }

    @Test
    void lengthIsCountedInCharactersUpTo128() {
        assertThat(rules.brokenRule(mixed(128), "alexandra")).isEmpty();
        assertThat(rules.brokenRule(mixed(129), "alexandra")).contains("too_long");
        assertThat(rules.brokenRule("😀😁😂🤣😃😄😅😆", "alexandra")).isEmpty();
        assertThat(rules.brokenRule("😀😁😂🤣😃😄😅", "alexandra")).contains("too_short");
    }

    @Test
    void repeatedCharacterIsCommonUnlessTheEndIsHardToGuess() {
        assertThat(rules.brokenRule("a".repeat(128), "alexandra")).contains("too_common");
        assertThat(rules.brokenRule("a".repeat(96) + mixed(32), "alexandra")).isEmpty();
    }

    @Test
    void unpairedSurrogateIsInvalid() {
        assertThat(rules.brokenRule("correct horse \uD83D battery", "alexandra"))
                .contains("invalid");
    }

    @Test
    void longestPasswordIsCheckedQuickly() {
        String hard = "p@$$w0rd4301!|".repeat(10).substring(0, 128);

        Assertions.assertTimeout(Duration.ofSeconds(30), () -> rules.brokenRule(hard, "alexandra"));
    }

    @Test
    void passwordOfSubstitutedLettersIsCheckedQuickly() {
        String hard = "[<978$8(@io$6ii9i$5!1|04${$[i11+";
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();

        Awaitility.await()
                .pollInSameThread()
                .pollInterval(Duration.ZERO)
                .atMost(Duration.ofSeconds(30))
                .until(() -> {
                    long before = threads.getCurrentThreadCpuTime();
                    rules.brokenRule(hard, "alexandra");
                    return threads.getCurrentThreadCpuTime() - before
                            < Duration.ofMillis(100).toNanos();
                });
    }

    private static String mixed(int length) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; text.length() < length; i++) {
            text.append((char) ('!' + (i * 37 + i * i * 11) % 90));
        }
        return text.toString();
    }
}
