/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the merchant is to be told, until it was told. */
#pragma once

#include "pl-notice.h"
#include "store/pl-database.h"

G_BEGIN_DECLS

#define PL_TYPE_NOTICE_BOARD (pl_notice_board_get_type ())
G_DECLARE_FINAL_TYPE (PlNoticeBoard, pl_notice_board, PL, NOTICE_BOARD, GObject)

PlNoticeBoard *pl_notice_board_new               (const char           *account,
                                                  PlDatabase           *database);
void           pl_notice_board_list_due_async    (PlNoticeBoard        *self,
                                                  guint                 limit,
                                                  GCancellable         *cancellable,
                                                  GAsyncReadyCallback   callback,
                                                  gpointer              user_data);
GPtrArray     *pl_notice_board_list_due_finish   (PlNoticeBoard        *self,
                                                  GAsyncResult         *result,
                                                  GError              **error);
void           pl_notice_board_mark_shown_async  (PlNoticeBoard        *self,
                                                  GPtrArray            *notices,
                                                  GCancellable         *cancellable,
                                                  GAsyncReadyCallback   callback,
                                                  gpointer              user_data);
gboolean       pl_notice_board_mark_shown_finish (PlNoticeBoard        *self,
                                                  GAsyncResult         *result,
                                                  GError              **error);

G_END_DECLS
