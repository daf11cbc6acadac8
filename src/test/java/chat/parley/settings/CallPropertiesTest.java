package chat.parley.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CallPropertiesTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://meet.example.org/{room}",
                "http://localhost:8443/parley-{room}#config.prejoin=true",
                "https://call.example.org/join?name={room}&team=a"
            })
    void addressWithTheRoomIsAccepted(String url) {
        assertThat(new CallProperties(" " + url + " ").url()).isEqualTo(url);
    }

    @Test
    void blankMeansNoCalls() {
        assertThat(new CallProperties(null).url()).isNull();
        assertThat(new CallProperties(" ").url()).isNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://meet.example.org/",
                "meet.example.org/{room}",
                "javascript:alert('{room}')",
                "ftp://meet.example.org/{room}",
                "https://{room}.example.org/",
                "https://example.org:{room}/",
                "https://{room}@example.org/",
                "https://me@example.org/{room}",
                "https:///{room}",
                "https://meet.example.org/a b/{room}",
                "https://meet.example.org/({room})",
                "https://meet.example.org/{room}/{other}"
            })
    void otherTextIsRefusedWithTheNameOfTheSetting(String url) {
        assertThatThrownBy(() -> new CallProperties(url)).hasMessageContaining("parley.calls.url");
    }
}
