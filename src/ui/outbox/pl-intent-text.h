/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a change in the outbox is called, how it stands, and what happens next: pure functions. */
#pragma once

#include "core/outbox/pl-intent.h"
#include "ui/parts/pl-error-text.h"

G_BEGIN_DECLS

/* What must be finished before a change can be sent. */
typedef enum
{
  PL_INTENT_WAIT_NONE,
  PL_INTENT_WAIT_LINK,    /* the link is not made yet */
  PL_INTENT_WAIT_CHANGE,  /* the link is not changed yet */
  PL_INTENT_WAIT_EARLIER, /* something that was asked for before, about the same link */
} PlIntentWait;

PlWork      pl_intent_text_work  (PlIntentKind   kind);
/* error: (nullable): a done one has none, or is not what was asked for. */
const char *pl_intent_text_icon  (PlIntentState  state,
                                  const GError  *error);
/* subject: reference or id (nullable). "New link “INV-7”" */
char       *pl_intent_text_title (PlIntentKind   kind,
                                  const char    *subject);
/* held: nothing is sent, for the account has no key or no server. error: the last attempt's (nullable). Times in
 * microseconds. */
char       *pl_intent_text_next  (PlIntentKind   kind,
                                  PlIntentState  state,
                                  PlIntentWait   wait,
                                  gboolean       held,
                                  const GError  *error,
                                  gint64         next_attempt_at,
                                  gint64         now);
/* Why a refused change of a link in that state cannot be mended; NULL: it can. */
const char *pl_intent_text_ended (PlIntentKind     kind,
                                  PayrocLinkStatus status);
/* For a toast once it is done. recipients: (nullable) (element-type PayrocRecipient): whom a share went to. */
char       *pl_intent_text_done  (PlIntentKind   kind,
                                  const char    *subject,
                                  GListModel    *recipients);

/* What becomes of what is not sent yet when the window closes; of each kind how many. NULL when there is nothing. */
char       *pl_intent_text_leave (guint          n_links,
                                  guint          n_mails,
                                  guint          n_changes);

G_END_DECLS
