package chat.parley.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import chat.parley.http.Refusal;
import chat.parley.webhook.IncomingPost.Shape;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

class IncomingPostTest {

    private static final JsonMapper JSON = new JsonMapper();

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "*bold* and _italic_ and ~gone~ | **bold** and _italic_ and ~~gone~~",
                "2*3*4 and a ~ b ~ c | 2*3*4 and a ~ b ~ c",
                "**already** | **already**",
                "`*code*` *bold* | `*code*` **bold**",
                "a &lt;b&gt; &amp; c | a <b> & c",
                "<https://example.org> | https://example.org",
                "\"<https://example.org/a(b)|the [page]>\" | [the (page)](https://example.org/a%28b%29)",
                "\"<mailto:a@example.org|write>\" | [write](mailto:a@example.org)",
                "\"<@U123|ada> in <#C1|general>\" | @ada in #general",
                "\"<!date^1392734382^{date}|Feb 18>\" | Feb 18",
                "\"<!subteam^S1|@ops>\" | @ops",
                "\"<javascript:alert(1)|click>\" | click",
                "1 < 2 and 3 > 2 | 1 < 2 and 3 > 2"
            })
    void slackMarkupBecomesParleys(String slack, String parley) {
        assertThat(SlackMarkup.convert(slack)).isEqualTo(parley);
    }

    @Test
    void alertmanagersPostIsShownCompletely() {
        IncomingPost post = read("""
            {"channel":"#ops","username":"Alertmanager","attachments":[{"title":"[FIRING:1] Disk full (db-1)",
            "title_link":"http://alerts.example.org/#/alerts?receiver=ops","text":"","fallback":"[FIRING:1]",
            "fields":[{"title":"Severity","value":"critical","short":true}],"footer":"","color":"danger","mrkdwn_in":["fallback"]}]}\
            """);

        assertThat(post.shape()).isEqualTo(Shape.SLACK);
        assertThat(post.text()).isEqualTo("""
            **[(FIRING:1) Disk full (db-1)](http://alerts.example.org/#/alerts?receiver=ops)**
            **Severity**: critical\
            """);
    }

    @Test
    void attachmentWithoutTextShowsItsFallback() {
        assertThat(read("{\"attachments\":[{\"fallback\":\"all *good*\"}]}").text())
                .isEqualTo("all **good**");
    }

    @Test
    void blocksReplaceTheText() {
        assertThat(read("""
            {"text":"notification","blocks":[{"type":"header","text":{"type":"plain_text","text":"Deploy"}},{"type":"divider"},
            {"type":"section","text":{"type":"mrkdwn","text":"*ok*"},"fields":[{"type":"mrkdwn","text":"by <@U1|ada>"}]},
            {"type":"context","elements":[{"type":"plain_text","text":"now"}]},
            {"type":"rich_text","elements":[{"type":"rich_text_section","elements":[{"type":"text","text":"see "},
            {"type":"link","url":"https://example.org","text":"this"}]}]}]}\
            """).text())
                .isEqualTo("**Deploy**\n" + "**ok**\n" + "by @ada\n" + "now\n" + "see [this](https://example.org)");
    }

    @Test
    void formWithPayloadIsRead() {
        String form = "payload=" + URLEncoder.encode("{\"text\":\"a & b = c\"}", StandardCharsets.UTF_8) + "&x=1";

        assertThat(read(form).text()).isEqualTo("a & b = c");
    }

    @Test
    void discordsPostIsShownCompletely() {
        IncomingPost post = read("""
            {"username":"CI","content":"<:ok:123> **done** <t:1700000000:R>","embeds":[{"title":"Build 7","url":"https://ci.example/7",
            "description":"all __green__","fields":[{"name":"Branch","value":"main"}],"footer":{"text":"CI"},"author":{"name":"Ada"}}]}\
            """);

        assertThat(post.shape()).isEqualTo(Shape.DISCORD);
        assertThat(post.text()).isEqualTo("""
            :ok: **done** 2023-11-14T22:13:20Z
            Ada
            **[Build 7](https://ci.example/7)**
            all __green__
            **Branch**: main
            CI\
            """);
    }

    @Test
    void nonceMakesAPostParleysOwn() {
        IncomingPost post = read("{\"text\":\"*as is* &lt;\",\"nonce\":\"n1\",\"reply_to\":3}");

        assertThat(post).isEqualTo(new IncomingPost(Shape.PARLEY, "*as is* &lt;", "n1", 3L));
    }

    @Test
    void mentionOfEverybodyIsEscapedUnlessAllowed() {
        String body = "{\"text\":\"<!channel> look, @here `@here`\"}";

        assertThat(read(body).text()).isEqualTo("\\@here look, \\@here `@here`");
        assertThat(IncomingPost.read(body.getBytes(StandardCharsets.UTF_8), JSON, true)
                        .text())
                .isEqualTo("@here look, @here `@here`");
    }

    @Test
    void overlongForeignTextIsCut() {
        assertThat(read("{\"text\":\"" + "x".repeat(5_000) + "\"}").text())
                .hasSize(4_000)
                .endsWith("x…");
    }

    @Test
    void thousandsOfFieldsAreRefused() {
        String fields =
                IntStream.range(0, 5_000).mapToObj(i -> "{\"title\":\"t\"}").collect(Collectors.joining(","));

        assertThatThrownBy(() -> read("{\"attachments\":[{\"fields\":[" + fields + "]}]}"))
                .isInstanceOf(Refusal.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "[]", "\"text\"", "{\"text\":", "text=x", "payload=%zz", "payload=[]", "null"})
    void anythingElseIsMalformed(String body) {
        assertThatThrownBy(() -> read(body))
                .isInstanceOfSatisfying(
                        Refusal.class, refusal -> assertThat(refusal.code()).isEqualTo(Refusal.Code.MALFORMED));
    }

    private static IncomingPost read(String body) {
        return IncomingPost.read(body.getBytes(StandardCharsets.UTF_8), JSON, false);
    }
}
