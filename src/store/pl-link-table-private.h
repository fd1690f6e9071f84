/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What reading links and putting them share. */
#pragma once

#include "pl-connection.h"

G_BEGIN_DECLS

#define PL_LINK_ACCOUNT  "(SELECT number FROM accounts WHERE id = ?1)"
#define PL_LINK_FIND_ROW "SELECT row FROM links WHERE account = " PL_LINK_ACCOUNT " AND id = ?2"

/* With the account bound as parameter 1 and the text as 2. */
PlStatement *pl_link_table_prepare (PlConnection  *connection,
                                    const char    *sql,
                                    const char    *account,
                                    const char    *text_or_null,
                                    GError       **error);

G_END_DECLS
