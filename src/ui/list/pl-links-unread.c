/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What stands in the list's place until the stored links were read: nothing, or why they cannot be. Made when it is
 * needed, which few starts do. */
#include "config.h"

#include "pl-links-unread.h"

#include <glib/gi18n.h>

#include "ui/parts/pl-error-text.h"

struct _PlLinksUnread
{
  AdwBin        parent_instance;

  GSignalGroup *link_signals; /* (owned) of PlLinkList */
};

G_DEFINE_FINAL_TYPE (PlLinksUnread, pl_links_unread, ADW_TYPE_BIN)

static void
try_again_cb (PlLinksUnread *self)
{
  g_autoptr (PlLinkList) links = g_signal_group_dup_target (self->link_signals);

  if (links != NULL)
    pl_link_list_try_again (links);
}

static GtkWidget *
create_page (PlLinksUnread *self,
             const GError  *error)
{
  GtkWidget       *page = adw_status_page_new ();
  GtkWidget       *button = gtk_button_new_with_mnemonic (_("_Try Again"));
  g_autofree char *text = pl_error_text_body (error, PL_WORK_READ);
  g_autofree char *escaped = g_markup_escape_text (text, -1);

  gtk_widget_set_halign (button, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (button, "pill");
  g_signal_connect_object (button, "clicked", G_CALLBACK (try_again_cb), self, G_CONNECT_SWAPPED);
  adw_status_page_set_icon_name (ADW_STATUS_PAGE (page), "dialog-warning-symbolic");
  adw_status_page_set_title (ADW_STATUS_PAGE (page), _("Your Links Cannot Be Shown"));
  adw_status_page_set_description (ADW_STATUS_PAGE (page), escaped);
  adw_status_page_set_child (ADW_STATUS_PAGE (page), button);
  gtk_widget_add_css_class (page, "compact");

  return page;
}

/* Once more the same: the keyboard may be on its button. */
static void
show_error (PlLinksUnread *self)
{
  g_autoptr (PlLinkList)  links = g_signal_group_dup_target (self->link_signals);
  const GError           *error = links != NULL ? pl_link_list_get_error (links) : NULL;

  if (error == NULL)
    adw_bin_set_child (ADW_BIN (self), NULL);
  else if (adw_bin_get_child (ADW_BIN (self)) == NULL)
    adw_bin_set_child (ADW_BIN (self), create_page (self, error));
}

static void
pl_links_unread_dispose (GObject *object)
{
  g_clear_object (&PL_LINKS_UNREAD (object)->link_signals);

  G_OBJECT_CLASS (pl_links_unread_parent_class)->dispose (object);
}

static void
pl_links_unread_class_init (PlLinksUnreadClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = pl_links_unread_dispose;
}

static void
pl_links_unread_init (PlLinksUnread *self)
{
  self->link_signals = g_signal_group_new (PL_TYPE_LINK_LIST);
  g_signal_group_connect_swapped (self->link_signals, "notify::error", G_CALLBACK (show_error), self);
}

void
pl_links_unread_set_links (PlLinksUnread *self,
                           PlLinkList    *links)
{
  g_return_if_fail (PL_IS_LINKS_UNREAD (self));
  g_return_if_fail (links == NULL || PL_IS_LINK_LIST (links));

  g_signal_group_set_target (self->link_signals, links);
  show_error (self);
}
