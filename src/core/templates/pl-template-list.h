/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The templates that a merchant saved for an account. */
#pragma once

#include "core/named/pl-named-list.h"
#include "pl-template.h"

G_BEGIN_DECLS

#define PL_TYPE_TEMPLATE_LIST (pl_template_list_get_type ())
G_DECLARE_FINAL_TYPE (PlTemplateList, pl_template_list, PL, TEMPLATE_LIST, PlNamedList)

/* Of PlTemplate, by name; found, saved, renamed, removed and put back with the functions of PlNamedList. Of an account,
 * for a terminal takes only its own currencies. pl_session_create_template_list() makes one. */
PlTemplateList *pl_template_list_new (const char *account,
                                      PlDatabase *database);

G_END_DECLS
