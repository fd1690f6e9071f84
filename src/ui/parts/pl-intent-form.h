/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A form that becomes an intent: one form is one change at Payroc, however often it is sent off. */
#pragma once

#include "core/session/pl-session.h"
#include "pl-form.h"

G_BEGIN_DECLS

#define PL_TYPE_INTENT_FORM (pl_intent_form_get_type ())
G_DECLARE_DERIVABLE_TYPE (PlIntentForm, pl_intent_form, PL, INTENT_FORM, PlForm)

/* Closed while it is being sent, the outbox goes on and the window tells. Refused, it is mended in the same form: as
 * another intent with another key, for which the refused one makes way. */
struct _PlIntentFormClass
{
  PlFormClass parent_class;

  PlWork      work;
  /* (nullable): the action that sends it off with its e-mail, where a form has one: asked for before an e-mail that was
   * to follow the refused one is let go of. */
  const char *share_action;
  const char *not_done; /* marked for translation: when it could not be written down, and the form is closed */
  /* Says what is wrong at its field; FALSE: not yet. */
  gboolean  (*check)    (PlIntentForm        *self);
  /* One of pl_outbox_create_async() and its like, with that key and callback, without a cancellable. */
  void      (*send)     (PlIntentForm        *self,
                         PlOutbox            *outbox,
                         const char          *key,
                         GAsyncReadyCallback  callback,
                         gpointer             user_data);
  /* It is on the disk, though the form may be closed. A form that closes here leaves the waiting to somebody else. */
  void      (*accepted) (PlIntentForm        *self,
                         PlIntent            *intent);
  /* (nullable). What of a refusal the form shows in its own way; FALSE: nothing. */
  gboolean  (*show_refusal) (PlIntentForm     *self,
                             PlIntent         *refused);
  /* Done, or left for later because Payroc cannot be reached; the form closes. */
  void      (*settled)  (PlIntentForm        *self,
                         PlIntent            *intent);
};

/* key: (nullable): another form's intent, of which this one is a part. refused: (nullable): what the form mends. */
void        pl_intent_form_set_up       (PlIntentForm *self,
                                         PlSession    *session,
                                         const char   *key,
                                         PlIntent     *refused);
/* What Payroc said of the refused one, at its fields. FALSE: there is nothing to say. */
gboolean    pl_intent_form_show_refused (PlIntentForm *self);
/* (transfer full) (nullable): the e-mail that was to follow the refused one. */
PayrocShare *pl_intent_form_create_share (PlIntentForm *self);
/* Also for an intent that another form has submitted with this one's key. */
void        pl_intent_form_follow       (PlIntentForm *self,
                                         PlIntent     *intent);
PlSession  *pl_intent_form_get_session  (PlIntentForm *self);
const char *pl_intent_form_get_key      (PlIntentForm *self);

G_END_DECLS
