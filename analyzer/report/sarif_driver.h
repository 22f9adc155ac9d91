// The `tool` of a SARIF run: what the program is and what its rules mean.
#ifndef TK_REPORT_SARIF_DRIVER_H
#define TK_REPORT_SARIF_DRIVER_H

#include "report/json_write.h"
#include "report/report.h"

void tk_sarif_tool(tk_json *json, const tk_report *report);
// Where the rule stands in tool.driver.rules.
uint32_t tk_sarif_rule_index(const tk_catalog *catalog, const tk_rule *rule);
// The `descriptor` of a notification; nothing when `code` is NULL or not in the catalog.
void tk_sarif_descriptor_reference(tk_json *json, const tk_catalog *catalog, const char *code);

#endif
