package kr.dure.approval.internal.document;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import kr.dure.storage.FileOwner;
import kr.dure.storage.Files;
import kr.dure.storage.StoredFile;
import kr.dure.web.Invalid;
import kr.dure.web.Page;

/** Files of documents (첨부). */
final class Attachments {
    static final int MOST = 100;

    private Attachments() {}

    static FileOwner of(UUID document) {
        return new FileOwner("approval", "document", document);
    }

    static List<StoredFile> list(Files files, UUID document) {
        List<StoredFile> all = new ArrayList<>();
        String after = null;
        do {
            Page<StoredFile> page = files.list(of(document), after, Page.MAX_LIMIT);
            all.addAll(page.items());
            after = page.next();
        } while (after != null);
        return all;
    }

    /** Takes files away and makes uploads the document's own; how many it has then. */
    static int change(Files files, UUID document, List<UUID> removed, List<UUID> uploads, int before) {
        for (UUID file : removed) {
            boolean own = files.find(file)
                    .filter(found -> found.owner().equals(of(document)))
                    .isPresent();
            if (!own) {
                throw new Invalid("removed", "이 문서의 첨부가 아닙니다.", "This file is not attached to the document.");
            }
            files.delete(file);
        }
        int count = before - removed.size() + uploads.size();
        if (count > MOST) {
            throw new Invalid("uploads", "첨부는 " + MOST + "개까지입니다.", "A document has at most " + MOST + " files.");
        }
        uploads.forEach(upload -> files.attach(upload, of(document)));
        return count;
    }
}
