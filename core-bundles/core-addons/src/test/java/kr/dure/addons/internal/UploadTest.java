package kr.dure.addons.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.Part;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import kr.dure.web.BadRequest;
import kr.dure.web.Problem;
import org.junit.jupiter.api.Test;

class UploadTest {
    private final List<String> deleted = new ArrayList<>();

    private Part part(String fileName, byte... content) {
        return (Part) Proxy.newProxyInstance(
                UploadTest.class.getClassLoader(), new Class<?>[] {Part.class}, (proxy, method, arguments) -> {
                    switch (method.getName()) {
                        case "getSubmittedFileName":
                            return fileName;
                        case "getInputStream":
                            return new ByteArrayInputStream(content);
                        default:
                            deleted.add(fileName);
                            return null;
                    }
                });
    }

    private static HttpServletRequest form(Part... parts) {
        return (HttpServletRequest) Proxy.newProxyInstance(
                UploadTest.class.getClassLoader(),
                new Class<?>[] {HttpServletRequest.class},
                (proxy, method, arguments) ->
                        method.getName().equals("getContentType") ? "multipart/form-data; boundary=x" : List.of(parts));
    }

    @Test
    void theFirstFileOfAFormIsTaken() throws Exception {
        byte[] bytes = Upload.read(form(part(null, (byte) 1), part("a.jar", (byte) 2), part("b.jar", (byte) 3)));
        assertThat(bytes).containsExactly(2);
        assertThat(deleted).containsExactly("a.jar");
    }

    @Test
    void aFormWithoutFileIsABadRequest() {
        assertThatThrownBy(() -> Upload.read(form(part(null, (byte) 1)))).isInstanceOf(BadRequest.class);
    }

    @Test
    void aBodyThatIsNoFormIsABadRequest() {
        HttpServletRequest bare = (HttpServletRequest) Proxy.newProxyInstance(
                UploadTest.class.getClassLoader(),
                new Class<?>[] {HttpServletRequest.class},
                (proxy, method, arguments) -> null);
        assertThatThrownBy(() -> Upload.read(bare)).isInstanceOf(BadRequest.class);
    }

    @Test
    void moreThan64MegabytesAreTooLarge() {
        InputStream endless = new InputStream() {
            @Override
            public int read() {
                return 0;
            }

            @Override
            public int read(byte[] bytes, int offset, int length) {
                return length;
            }
        };
        assertThatThrownBy(() -> Upload.read(endless)).isInstanceOfSatisfying(Problem.class, problem -> {
            assertThat(problem.status()).isEqualTo(413);
            assertThat(problem.type()).isEqualTo("too-large");
        });
    }
}
