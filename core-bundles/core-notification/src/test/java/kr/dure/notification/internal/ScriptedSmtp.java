package kr.dure.notification.internal;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

/** A mail server that answers a command as the test says, or not at all. */
final class ScriptedSmtp implements AutoCloseable {
    static final String SILENCE = "";

    /** What it was sent, in order. */
    final List<String> commands = new CopyOnWriteArrayList<>();

    private final Map<String, String> answers;
    private final ServerSocket socket;

    /** @param answers by the command's beginning, {@code "."} for the end of the content, {@code "EHLO"} and so on */
    ScriptedSmtp(Map<String, String> answers) {
        this.answers = answers;
        try {
            socket = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Thread thread = new Thread(this::serve, "scripted-smtp");
        thread.setDaemon(true);
        thread.start();
    }

    int port() {
        return socket.getLocalPort();
    }

    private void serve() {
        while (!socket.isClosed()) {
            try (Socket peer = socket.accept()) {
                talk(peer);
            } catch (IOException e) {
                // The test has ended, or the other side has had enough.
            }
        }
    }

    private void talk(Socket peer) throws IOException {
        var lines = new BufferedReader(new InputStreamReader(peer.getInputStream(), StandardCharsets.UTF_8));
        boolean content = false;
        say(peer, answers.getOrDefault("CONNECT", "220 test"));
        for (String line; (line = lines.readLine()) != null; ) {
            if (content && !line.equals(".")) {
                continue;
            }
            commands.add(line);
            String answer = answer(line);
            content = line.equals("DATA") && answer.startsWith("354");
            say(peer, answer);
        }
    }

    private String answer(String command) {
        return answers.entrySet().stream()
                .filter(entry -> command.startsWith(entry.getKey()))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse(command.equals("DATA") ? "354 go on" : "250 fine");
    }

    private static void say(Socket peer, String answer) throws IOException {
        if (!answer.equals(SILENCE)) {
            peer.getOutputStream().write((answer + "\r\n").getBytes(StandardCharsets.UTF_8));
        }
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
