/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the files of PlWindow share. */
#pragma once

#include "ui/account/pl-welcome-page.h"
#include "ui/counter/pl-counter-mode.h"
#include "ui/list/pl-pick-mode.h"
#include "ui/create/pl-new-link-button.h"
#include "ui/notices/pl-notifier.h"
#include "pl-failure-page.h"
#include "pl-window.h"
#include "pl-wish.h"

G_BEGIN_DECLS

/* What a wish waits for. */
typedef enum
{
  PL_NEEDS_DATA,
  PL_NEEDS_ACCOUNT,
} PlWindowNeeds;

struct _PlWindow
{
  AdwApplicationWindow  parent_instance;

  PlWorkspace          *workspace;      /* (owned) (nullable) */
  PlSession            *session;        /* (owned) (nullable) */
  char                 *link_id;        /* (owned) (nullable) */
  GCancellable         *life;           /* (owned) cancelled when the window is closed for good */
  GCancellable         *cancellable;    /* (owned) of what belongs to the session */
  GCancellable         *opening;        /* (owned) (nullable) of the table that was asked for last */
  GSignalGroup         *session_signals;
  PlNotifier           *notifier;       /* (owned) */
  PlWish               *wishes[PL_NEEDS_ACCOUNT + 1]; /* (owned) (nullable) */
  gboolean              unsent_wanted; /* not looked for yet */
  gboolean              quitting;
  gboolean              leaving;        /* though not all is sent */
  GtkWidget            *leave_question; /* (unowned) (nullable) weak: whether to, while it is open */
  gboolean              data_told;      /* what became of the data */
  guint                 refresh_source;
  PlCounterMode        *counter;        /* (owned) (nullable) while customers are served */
  PlCounterLeft        *counter_left;   /* (owned) (nullable) of the session: codes that nobody paid yet */
  GtkWidget            *focus_before;   /* (unowned) weak: where the keyboard was before the welcome page */
  PlWelcomePage        *welcome_page;   /* (unowned) (nullable) until it is first shown */
  PlFailurePage        *failure_page;   /* (unowned) (nullable) the same */

  AdwToastOverlay      *toast_overlay;   /* (unowned) template, as all below */
  GtkStack             *stack;
  GtkMenuButton        *menu_button;
  GMenu                *primary_menu;
  AdwLeaflet           *leaflet;
  GtkWidget            *list_pane;
  PlNewLinkButton      *new_link_button;
  GtkWidget            *links_pane;
  GtkWidget            *content_pane;
  GtkStack             *content_stack;
  GtkWidget            *environment_bar;
};

void pl_window_install_actions (GtkWidgetClass   *widget_class);
void pl_window_install_places  (GtkWidgetClass   *widget_class);
void pl_window_update_actions  (PlWindow         *self);
/* Done at once when what it needs is there, else as soon as it is, unless the merchant wishes for something else: then
 * they have forgotten it. To try out or to connect is nothing else: that brings the account that a wish waits for.
 * target: (nullable) (transfer floating) */
void pl_window_wish            (PlWindow         *self,
                                PlWindowNeeds     needs,
                                PlWishFunc        func,
                                GVariant         *target);
void pl_window_drop_wishes     (PlWindow         *self);
/* It fills the screen, which nobody expects any more when they have gone through a form first. */
void pl_window_forget_counter  (PlWindow         *self);
void pl_window_present_connect (PlWindow         *self,
                                const char       *api_url,
                                const char       *identity_url);

/* (transfer none) */
PlPickMode *pl_window_get_pick_mode (PlWindow *self);
void pl_window_close_dialogs   (PlWindow         *self);
/* Asks first where a form with work in it is open. */
void  pl_window_change_account (PlWindow  *self,
                                PlAccount *account);
void pl_window_set_session     (PlWindow         *self,
                                PlSession        *session);
void pl_window_show_page       (PlWindow         *self,
                                const char       *name);
void pl_window_ensure_overview (PlWindow         *self);
void pl_window_refresh         (PlWindow         *self);
void pl_window_refresh_soon    (PlWindow         *self);
void pl_window_batch_done      (PlWindow         *self,
                                PlBatch          *batch);
/* TRUE: nothing closes until that is answered. */
gboolean pl_window_ask_to_leave (PlWindow        *self);
void pl_window_tell_what_goes_on (PlWindow       *self);
void pl_window_withdraw_what_goes_on (void);
void pl_window_look_for_orphans (PlWindow         *self);
void pl_window_intent_done     (PlWindow         *self,
                                PlIntent         *intent);
void pl_window_offer_link      (PlWindow         *self,
                                AdwToast         *toast,
                                const char       *link_id);
void pl_window_add_toast       (PlWindow         *self,
                                AdwToast         *toast);
void pl_window_counter_action  (GtkWidget        *widget,
                                const char       *name,
                                GVariant         *parameter);
void pl_window_close_counter   (PlWindow         *self);
gboolean pl_window_leave_counter (PlWindow       *self,
                                  const char     *action,
                                  GVariant       *target);
void pl_window_tell_about_data (PlWindow         *self);
void pl_window_told            (PlWindow         *self,
                                PlNotice         *notice);

/* Where the keyboard is, and back there: while the welcome page is shown. */
void            pl_window_keep_focus      (PlWindow *self);
void            pl_window_restore_focus   (PlWindow *self);

G_END_DECLS
