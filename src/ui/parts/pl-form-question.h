/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The question before what was typed in a form is lost. */
#pragma once

#include "pl-form.h"

G_BEGIN_DECLS

/* heading: (nullable). discarded: (nullable): called once the form is closed, when the user gives the work up. */
GtkWidget *pl_form_question_new (PlForm          *form,
                                 const char      *heading,
                                 PlFormDiscarded  discarded,
                                 gpointer         user_data,
                                 GDestroyNotify   destroy);

G_END_DECLS
