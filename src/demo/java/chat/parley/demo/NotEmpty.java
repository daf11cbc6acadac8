package chat.parley.demo;

/** Thrown if the neighbours cannot sign up; the message says why, and how to solve it. */
final class NotEmpty extends RuntimeException {

    private static final long serialVersionUID = 1L;

    NotEmpty(String site, String what) {
        super("""
                %s at %s.
                The demo fills an empty server that lets people sign up. Either stop that server, move its folder data
                away and start it anew, or start another one beside it and fill that:

                  mvn spring-boot:run -Dspring-boot.run.arguments="--server.port=8081 --spring.r2dbc.url=r2dbc:h2:file:///./target/demo"
                  mvn -q spring-boot:test-run@demo -Ddemo.site=http://localhost:8081
                """.formatted(what, site));
    }
}
