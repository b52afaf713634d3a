import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.util.Callback;

/** The machine's own limit for HTTP: the same Jetty, answering a fixed record. Argument: port. */
public class BareJetty {
    public static void main(String[] arguments) throws Exception {
        byte[] answer = ("{\"id\":\"019a0000-0000-7000-8000-000000000000\",\"loginId\":\"admin\",\"name\":\"admin\"}")
                .getBytes(StandardCharsets.UTF_8);
        Server server = new Server(Integer.parseInt(arguments[0]));
        server.setHandler(new Handler.Abstract.NonBlocking() {
            @Override
            public boolean handle(Request request, Response response, Callback callback) {
                response.getHeaders().put(HttpHeader.CONTENT_TYPE, "application/json");
                response.write(true, ByteBuffer.wrap(answer), callback);
                return true;
            }
        });
        server.start();
        server.join();
    }
}
