/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The server's books beside ours, after whatever happened: each intent once, and none missing. */
#pragma once

#include "core-fixture.h"
#include "store/pl-outbox-table.h"

G_BEGIN_DECLS

/* (element-type PlOutboxRow), finished ones too */
GPtrArray *outbox_books_read_rows    (PlDatabase  *database);

/* All is done, under the key it was accepted with and no other, and the server has just that. accepted: keys that must
 * be among them (element-type utf8); empty afterwards. */
void       outbox_books_assert_agree (CoreFixture *fixture,
                                      GHashTable  *accepted);

G_END_DECLS
