package kr.dure.storage.internal.export;

import java.util.List;
import kr.dure.product.Text;
import kr.dure.storage.AppExport;

/**
 * An app that is installed.
 *
 * @param version its bundle's
 * @param units whose tables are its; none or one
 */
public record ExportableApp(String id, Text name, String version, List<String> units, AppExport export) {}
