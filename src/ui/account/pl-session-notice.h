/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the window says about the state of an open account, and what it offers: pure, so that each can be tested. */
#pragma once

#include "core/session/pl-session.h"

G_BEGIN_DECLS

typedef enum
{
  PL_NOTICE_NONE,
  PL_NOTICE_QUIET,   /* all that is stored can be used; Payroc could not be asked */
  PL_NOTICE_PROBLEM, /* nothing is sent until somebody does something */
} PlNoticeWeight;

typedef struct
{
  PlNoticeWeight  weight;
  char           *text;   /* (owned) (nullable) */
  const char     *label;  /* (nullable) the button's, with mnemonic */
  const char     *action; /* (nullable) the button's */
} PlSessionNotice;

/* refresh_error: the last refresh's (nullable). */
void pl_session_notice_init  (PlSessionNotice *notice,
                              PlSessionState   state,
                              PlAccountKind    kind,
                              const char      *account_name,
                              const GError    *refresh_error);
void pl_session_notice_clear (PlSessionNotice *notice);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (PlSessionNotice, pl_session_notice_clear)

G_END_DECLS
