"""The grammar of asking in a chat, French and English: who is asked, the verbs that ask, and what is only talk. All read folded text."""

from __future__ import annotations

import re

SOMEBODY = (
    r"(?:quelqu'?une?(?: d'entre (?:vous|nous)| parmi (?:vous|nous)| ici| chez vous)?|quelquun|kelkun|qqu?'?une?|qqn|qq1|qui(?: ici)?|ki|"
    r"vous|tu|tes?|(?:une?|l'une?)(?: ou l'autre)? d'entre vous|une? (?:autre )?(?:cress?|chambre|region|collegue|membre du reseau|ame charitable|"
    r"bonne ame)|l[ea] (?:reseau|federation|fede|equipe nationale|national)|certaine?s?(?: cress?| chambres| collegues| regions| d'entre vous)?|"
    r"d'autres(?: cress?| chambres| collegues| regions)?|des (?:collegues|cress?|chambres|gens)|la cress? de \w+|personne|"
    r"any(?:one|body)|some(?:one|body)|any (?:of you|chamber|region)|some (?:of you|chambers?))"
)
_ADVERBS = (
    r"(?:\s?(?:deja|bien|vraiment|urgemment|actuellement|aussi|egalement|par hasard|svp|stp|encore|plutot|toujours|donc|vite|now|peut-etre|"
    r"eventuellement|enormement|grandement|absolument|rapidement|juste|simplement|parmi vous|chez vous|dans le reseau|sous la main|en stock|"
    r"urgently|currently|also|already|really|desperately))*"
)
_ME = r"(?:(?:nous|m'|me|n'|nous|lui|leur|us|me|te)\s?)?"
_GIVE = (
    r"(?:aid\w+|pret\w+|conseill\w+|eclair\w+|renseign\w+|orient\w+|indiqu\w+|dire|transmett\w+|partag\w+|envoy\w+|fourni\w*|interven\w+|"
    r"temoign\w+|anim\w+|donn\w+|expliqu\w+|recommand\w+|rappel\w+|depann\w+|rel(?:ire|isez)|montr\w+|form\w+|accompagn\w+|parrain\w+|suggerer|"
    r"mettre en (?:contact|lien|relation)|passer|communiqu\w+|faire (?:suivre|passer|parvenir|un retour|profiter)|guider|appuyer|confirmer|"
    r"traduire|presenter|repondre|nous faire|help|share|lend|send|recommend|advise|point|tell|explain|suggest|give|provide)"
)
_COULD = (
    r"(?:peut|peux|peuvent|pourrai(?:t|ent|s)|pouvez|pourriez|saurai(?:t|ent|s)|sauriez|sait|savez|voudrai(?:t|ent|s)|voudriez|accepterait(?: de)?|"
    r"accepteriez(?: de)?|(?:serai(?:t|ent|s)|seriez|est|etes) (?:partante?s? (?:pour|a)|dispo\w*(?: pour)?|d'accord pour|prete?s? a|en mesure de|"
    r"capables? de|volontaires? pour|interessee?s? pour)|can|could|would|might|able to)"
)
_INVERTED = r"(?:[ -]?(?:t-)?(?:ils?|elles?|on|vous|tu))?"
_I = r"(?:(?:je|j'|j|on|nous|ns|i|we|g|notre (?:cress?|chambre|asso\w*|adherente?|equipe|federation)|ma (?:cress?|chambre|collegue)|mon (?:asso\w*|equipe))\s?)"
_TO_HAVE = (
    r"(?:avoir(?: acces a)?|obtenir|recevoir|trouver|disposer d|recuperer|recueillir|consulter|lire|connaitre|savoir|comprendre|comparer|voir|"
    r"echanger (?:avec|sur)|discuter (?:avec|de)|contacter|rencontrer|etre (?:mis|mise|mises)? ?en (?:contact|relation|lien) avec|"
    r"entrer en contact avec|inviter|faire (?:venir|intervenir|appel a)|m'inspirer d|nous inspirer d|to (?:know|see|find|get|have|hear|understand))"
)
CLEAR = re.compile(
    r"\b(?:"
    # I look for, I need
    rf"{_I}(?:re)?cherch(?:e|es|ons|er|ez|ais|ions)\b{_ADVERBS}(?: a (?:savoir|trouver|obtenir|comprendre|joindre|contacter)\b)?|"
    r"jcherche\w*|(?:re)?cherchons\b|(?:pour|afin de|de) (?:re)?chercher\b|"
    rf"{_I}?(?:suis|sommes|est|sont|etre) (?:toujours |encore |actuellement )?(?:a la recherche|en (?:pleine )?(?:quete|recherche)|en manque|en panne) d(?:e |u |es |')|"
    rf"{_I}?(?:suis|sommes|est|serai[st]|serions) (?:toujours |vivement |tres )?(?:preneu\w+|demandeu\w+|interessee?s? par|avides?)(?: d(?:e |u |es |')|\b)|"
    rf"{_I}?(?:ai |a |as |avons |ont |avez |aurai[st] |aurions |auront |aurez )?{_ADVERBS}\s?(?:un |le )?(?:gros |grand |tres |urgent )?"
    r"besoin(?: urgent| absolu| rapidement| d'urgence)? (?=d(?:e|u|es|'|une?)?\b)(?:de |d'|d )?|"
    rf"{_I}?ai besoin de savoir|j'?ai besoin |"
    rf"(?:il )?(?:me|m'|nous|ns|te|leur|lui)\s?(?:faudrait|faut|faudra|manque|manquerait|manquent){_ADVERBS}(?: (?:avoir|trouver|obtenir|savoir))?|"
    rf"{_I}(?:souhait\w+|voudrai\w*|aimerai\w*|desir\w+|would like|want|we'd like|'d (?:like|love)){_ADVERBS} {_TO_HAVE}(?:e |')?(?= |')|"
    rf"{_I}(?:souhait\w+|voudrai\w*|aimerai\w*|desir\w+|would like|'d (?:like|love)){_ADVERBS}(?= (?:des?|de l'|d'|une?|le|la|les|du|an?|some|the) )|"
    rf"{_I}(?:bloqu\w+|galer\w+|seche|sechons|coinc\w+|peine|peinons|butt?e|butons|suis (?:perdue?|coincee?|bloquee?)|m'arrache les cheveux) (?:sur|a trouver|a|avec|pour)\b|"
    rf"{_I}manqu(?:e|ons) d(?:e |')|"
    rf"{_I}(?:ne |n')?(?:(?:re)?(?:trouve|trouvons) (?:pas|nulle part|rien)|arriv\w+ pas a (?:re)?trouver)(?= (?:de|d'|sur|comment|qui|ou)\b)|"
    # somebody has, knows, can
    rf"{SOMEBODY} (?:aurai(?:ent|s|t)?|auriez|aurons|disposerai(?:t|ent)|disposeriez|dispose(?:nt|z)?(?=\s?d|-)|possede(?:nt|rait)?|detient|"
    rf"connai\w*|conai\w*|connaitrai(?:t|ent)){_INVERTED}{_ADVERBS}|"
    rf"(?:auri(?:ez|ons)|aurais|disposeriez|disposez|connaitriez|connaissez|connais)[ -]?(?:vous|tu)\b{_ADVERBS}|"
    rf"(?:vous |tu )?(?:auriez|disposeriez|connaitriez)(?: vous)?\b{_ADVERBS}|"
    rf"{SOMEBODY} {_COULD}{_INVERTED}{_ADVERBS} {_ME}{_GIVE}\b|"
    rf"(?:pouvez|pourriez|sauriez|voudriez|accepteriez|seriez)[ -]vous{_ADVERBS} (?:(?:partante?s?|dispo\w*|d'accord|prete?s?) (?:pour|a) )?{_ME}{_GIVE}\b|"
    rf"(?:can|could|would) (?:you|any\w+|some\w+)(?: please)? {_GIVE}(?: (?:us|me))?(?: with| of)?|"
    r"(?:sauriez|savez|saurais)[ -](?:vous|tu) (?=(?:ou|qui|comment|si|a qui|quel|combien|vers qui)\b)|"
    rf"{SOMEBODY} (?:sait|saurait|saurait-il|savent|know|knows) (?=(?:ou|qui|comment|si|a qui|quel|combien|vers qui|where|who|how|if|whether)\b)|"
    rf"{SOMEBODY} (?:sait|saurait|a une idee|aurait une idee|a la reponse|aurait la reponse)(?=\s*[?.!]|$)|"
    rf"{SOMEBODY} (?:a|ont|avez|as) (?:deja |recemment )?(?:mis en place|teste|utilise|experimente|travaille|organise|monte|signe|negocie|mene|"
    r"reflechi|fait appel|eu (?:affaire|recours|a)|fait|cree|lance|recrute|embauche|finance|gere|redige|realise|traite|bosse|worked on|used|done)e?s?\b(?: avec| sur| a)?|"
    rf"(?:a-t-on|avons-nous|existe-t-il|y a-t-il) (?:deja |quelque part |dans le reseau |chez nous )+|"
    rf"(?:qui|ki|quelqu'un|qqn) {_COULD} venir (?=(?:intervenir|temoigner|parler|animer|presenter))|"
    rf"(?:qui|ki) (?:peut|pourrait|pourra|pour|saurait) (?:nous |m'\s?|me )?(?:aider|donner un coup de main)|"
    rf"(?:merci|pensez) (?:d'avance )?(?:de |d')(?:bien vouloir )?(?:me|m'|nous)\s?{_GIVE}\b|"
    rf"(?:pouvez-vous |vous pouvez )?(?:dites|indiquez|envoyez|transmettez|partagez|donnez|faites|communiquez|aidez|eclairez|conseillez|recommandez|"
    rf"signalez)[ -](?:moi|nous)\b|aide-moi|aidez-nous|"
    r"(?:qui|ki) (?:est|serait|a|aurait|veut|voudrait) (?:partante?|interessee?|dispo\w*|deja|envie|vers|chaud|l'experience|de l'experience)\b(?: pour| a| d'une?| de| d'| en)?|"
    r"on (?:peut|pourrait) (?:m'|me |nous )\s?(?:aider|expliquer|dire|renseigner|conseiller|orienter|eclairer|indiquer|preter|envoyer)|"
    r"(?:vers qui|a qui|aupres de qui) (?:puis-je |peut-on |dois-je |devons-nous |faut-il |me |nous |se )?(?:m'|me |nous |s')?\s?(?:adresser|tourner|orienter|contacter|renvoyer|demander)|"
    r"(?:je|nous|on) (?:lance|fais|lancons|faisons|fait) (?:un |une )?(?:appel a|bouteille a la mer)|"
    r"(?:j'ai|j ai|jai|on a|nous avons)?\s?(?:une|quelques|des|ma|petite) (?:petite )?questions? (?:sur|concernant|a propos d\w*|au sujet d\w*|relative a|de)\b|"
    r"tous? (?:vos |les )?(?:retours?|conseils?|pistes?|avis|exemples?|infos?|contacts?)(?: sur)?(?= .{0,60}\b(?:bienvenue?s?|interesse|preneu))|"
    # comparing
    r"comment (?:font )?(?:les )?(?:autres )?(?:cress?|chambres|regions|structures)\b|"
    r"comment (?:vous )?(?:faites|gerez|procedez|calculez|organisez|financez|traitez|reglez|choisissez|repartissez|fixez|indemnisez|remunerez|facturez|animez|suivez)"
    r"(?:[ -]vous)?|vous (?:faites|gerez|procedez|financez|organisez) comment|combien (?:payez|cotisez|facturez|avez|demandez|comptez|donnez|"
    r"versez|consacrez|prenez|depensez)[ -]vous|"
    # English
    r"does (?:any|some)(?:one|body) (?:have|know|use)(?: of)?|(?:any|some)(?:one|body) (?:have|has|got|know|knows)(?: of)?|who (?:has|knows|could|can)(?: of)?|"
    r"(?:we|i)(?:'re|'m| are| am)? (?:currently |still |also )?(?:looking for|searching for|in need of|after)|looking for|in search of|"
    r"(?:we|i) (?:really |urgently |badly )?need(?: help)?(?: finding| with| to find)?|need help(?: finding| with)?|help needed(?: with)?|"
    r"do(?:es)? (?:you|any of you|any chamber) (?:know|have)(?: of| any)?(?= (?:a|an|any|some)\b)"
    r")\s*"
)
FIRST = re.compile(
    r"(?:urgent\W+)?(?:re)?cherch(?:e|ons|er|es)\b\s*|(?:re)?cherche\s*:\s*|recherche d'|(?:gros |grand |urgent )?besoin (?:urgent |d'urgence )?(?:de |d'|:\s*)|"
    r"je (?:re)?cherche\s*|dispo(?:nible)? pour m'aider|appel (?:a|aux) (?=(?:temoin|temoignage|volontaire|contribution|idee|competence)s?\b)|"
    r"(?:a la )?recherche (?:de |d'|:\s*)(?=\w)|(?:urgent\W+)?(?:manque|il manque)\s+(?:encore )?(?=(?:une?|des|deux|\d)\b)|wanted:\s*|need\w* (?:a|an|some|urgently)\s|"
    r"(?:qui|ki) pour (?=(?:une?|m'|nous|animer|intervenir|temoigner|relire|traduire|parler|presenter)\b)"
)
"""At the beginning of a sentence only: telegraphic, "cherche modèle de convention"."""
UNCLEAR = re.compile(
    r"\b(?:"
    rf"(?:est[ -]ce (?:que |qu'))?{SOMEBODY} (?:a|ont|avez|as|utilise|utilisez)(?:[ -](?:t-il|t-elle|il|elle))?(?: deja)?(?! \w+(?:[^m]e|[^u]u|is|it|rt)s? (?:m[ao]n?|mes|l[ea]|les|l')\b)|"
    r"avez[ -]vous|as[ -]tu|avez vous|utilisez[ -]vous|disposez[ -]vous|"
    r"(?:est[ -]ce qu'il |il )?y a[ -]?(?:t[ -]?il)?|y'?a|ya|existe[ -]t[ -](?:il|elle)|est-ce qu'il existe|il existe|do you (?:have|"
    r"know)|who has|is there|are there|have we|"
    r"(?:ou|comment) (?:puis-je |peut-on |je peux |pourrais-je |pourrait-on )?(?:trouver|se procurer|obtenir|telecharger|recuperer)"
    r")\s+"
)
FOR_OTHERS = re.compile(
    r"\b(?:adherente?s?|associations?|assos?|cooperatives?|coop|scic|scop|siae|collegues?|mairie|commune|elue?s?|presidente?|directrice|directeur|"
    r"porteu\w+ de projet|ptce|tiers-lieu|structures?|membres?|partenaires?|members?|groupe|equipe|region|departement|stagiaire|benevoles?)\b[^.?!\n]{0,40}?\s"
    r"(?:(?:re)?cherche(?:nt)?|aurai(?:t|ent) besoin|(?:a|ont) besoin|souhaite(?:nt|rait|raient)? (?:avoir|obtenir|trouver|disposer)|is looking for|needs?|"
    r"are looking for|voudrai(?:t|ent)(?: avoir)?|(?:nous |me )?demande(?:nt)?|(?:nous |me )reclame(?:nt)?)\s+(?=(?:une?|des|d'une?|de|d'|l[ae]s?|l'|some|an?)\b)(?:d'(?=une?)|de )?"
)
"""Somebody else needs it: a thing or what is known of it. Whom others look for, they hire."""
COMPARING = re.compile(
    r"\b(?:benchmark|comparer|comparaison|comparatif|parangonnage|dans vos (?:regions|cress?|chambres|structures|reseaux|territoires|ca|bureaux|statuts|equipes|instances)|"
    r"chez vous(?! (?:un|une|des)\b)|(?:d'|les |aux |des )?autres (?:cress?|chambres|regions)|"
    r"dans les autres|comment (?:vous )?(?:faites|gerez|procedez|calculez|organisez|financez|traitez|reglez|repartissez|fixez|indemnisez|remunerez)|vous faites comment|"
    r"combien (?:payez|cotisez|facturez|avez|demandez|comptez|donnez|versez|consacrez|prenez|depensez)|"
    r"vos pratiques|quelles pratiques|retours? d'experiences?|how do (?:you|others)|what do others|in your regions?|quelle est (?:votre|la pratique))\b"
)
YOURS = re.compile(
    r"(?:(?:bonjour|question|curiosite|sondage)\W+)?(?:(?:et )?(?:a|de|sur|avec|pour|en|chez|dans|jusqu'a|tous les|depuis|par)\s)?"
    r"(?:combien|comment|quels?|quelles?|qui|a partir de (?:quand|combien)|how (?:many|much|often|long|do)|what|which)\b"
    r"(?=.{0,90}\b(?:vos|votre|vous|chez vous|[a-z]+ez[ -]vous|your|you)\b)"
)
"""A question about how those who are asked do it: "à quel taux indemnisez-vous ...", "quelle est la durée de vos mandats ?"."""
_DOING = (
    r"(?:pratiqu|appliqu|indemnis|factur|rembours|remuner|cotis|financ|gere|fixe|organis|calcul|verse|prevo|demand|utilis|employ|compt|pay|"
    r"attribu|consacr|anim|proced|trait|repart|choisi|mobilis|associ|embauch|adher|tarif|provisionn|conserv|archiv|communiqu|publi|siege|reuni|"
    r"elis|vot|design|suiv|evalu|mesur|accueill|convoqu|renouvel|sign)"
)
OURS_TO_COMPARE = re.compile(
    rf"\b{_DOING}\w*[ -]vous\b|\bvous {_DOING}\w*|\bdans vos\b|\bchez vous\b|"
    r"\bvos (?:ca|ag|cotisations?|salari\w+|adherents?|administrateurs?|elus|statuts|bureaux|tarifs?|prestations|mandats?|equipes?|colleges?|"
    r"conventions|financeurs|budgets?|locaux|evenements|directions?|regions?|cress?|chambres?|instances|partenaires|formations|grilles?|conseils?)\b|"
    r"\bvotre (?:ca|ag|cotisation|bureau|bareme|grille|tarif|budget|taux|politique|region|cress?|chambre|convention|modele|fonds|part)\b|"
    r"\byour (?:region|chamber|board|members?|fees?|budget|staff|network|statutes)\b"
)
_CLOSED_TALK = (
    r"\bj'ai trouve|\bon a trouve|\bnous avons trouve|\bmerci pour (?:votre|ton|vos|tes|l'|le|la|les|cet|ces)\b|\bbesoin de rien|\bpas "
    r"besoin|\bplus besoin|\bje plaisante\b|\bnon rien\b|\ben fait c'est bon\b|\bproblem solved\b|\bc'est regle\b"
)
ANSWERED = re.compile(_CLOSED_TALK)
TALK = re.compile(
    r"\b(?:le|du|au|pour le) bot\b|\bcette appli\b|\bl'appli\b|\bmaillage\b|\bdocument joint\b|\bpiece jointe\b|\bmon message\b|\b(?:recu|vu|lu) (?:mon|le) "
    r"mail\b|\b(?:le|un|du) lien\b(?! avec)|\bpourvu\b|"
    r"\bles cles\b|\bmes cles\b|\bclefs?\b|\bclope\b|\bdu feu\b|\bcafe\b(?! associatif| solidaire)|\bvacances\b(?! solidaires)|\bdejeuner\b|\bdiner\b|\bresto\b|\bpizza|\bplage\b|"
    r"\bapero\b|\bau pot\b|\bun pot\b|\bcroissants?\b|\bchocolat|\bpaille\b|\bdoliprane\b|\bparapluie\b|\becharpe\b|\blunettes\b|\bgourde\b|\bpull\b|\bmanteau\b|"
    r"\bbesoin de (?:toi|vous|dormir|souffler|repos|vacances|calme|temps|parler|l'air)\b|\bmatch\b|\bchargeur\b|\brallonge\b|\bparking\b|\bcovoit|\bwifi\b|\bcode "
    r"(?:de la|d'entree|wifi)\b|\bgoogle\b|\bs'occupait\b|\bva bien\b|\bl'heure\b|\bquelle heure\b|\bsurf\b|\bmanger\b|\bdormi|\bsi ca interesse\b|"
    r"\bprend(?:re)? (?:les notes|la voiture|le train)\b|\bvient\b.{0,20}\bsoir\b|\bquelqu'un vient\b|\bmon nom\b|\bkit de survie\b|\bm'appeler\b|\bun stylo\b|\bqui "
    r"vient\b|\bil pleut\b|\brepos\b|\bzoom\b|\bla visio\b|\bqui est la\b|\bdans la salle\b|\ben salle\b|\ble train\b|\bla gare\b|\ben retard\b|\bun taxi\b|\bma place\b|"
    r"\b(?:qui|quelqu'un|qqn) (?:amene|apporte|ramene|vient|passe|arrive|part|reste|mange|monte|descend|est dispo|sera|etait|va|a (?:vu|pris|oublie|perdu|laisse|eteint|ferme|recu|entendu|trouve|pense|compris|regarde|mange))\b"
)
SEARCHES = re.compile(
    r"(?:ou (?:est|sont|se trouve|c'est|trouve-t-on le|en est|on en est)\b|retrouve|liste(?:-moi| moi|r)?\b|find\b|montre|affiche|"
    r"donne-moi|show\b|list\b|search\b|trouve[ -]moi|sors[ -]moi|ressors|rappelle-moi|"
    r"quelles? (?:decisions?|offres|actions|sont les (?:offres|decisions|demandes|actions))\b|qui s'occupe|"
    r"cherche[rz]? (?:dans|les offres|le cr|les cr|la decision|les decisions)|c'est quoi|quand\b|what (?:did|was|were|is the (?:date|link))|where (?:is|are|did)|"
    r"qu'est-ce qu'on (?:a|avait) (?:decide|dit))"
)
LAW = re.compile(
    r"(?:bonjour\W+)?(?:peut-on|peut on|doit-on|doit on|faut-il|est-il possible|est-ce possible|est-ce qu'(?:on|une \w+|un \w+|il faut) ?(?:peut|doit|a le droit|faut)?|a-t-on le "
    r"droit|ai-je le droit|est-on (?:oblige|tenu)|quel(?:le)?s? (?:est|sont|delai|taux|plafond|seuil|demarches?|statut|formalites?|regles?|obligations?|texte|article|difference)\b|"
    r"qu'est-ce que (?:le|la|les|l'|dit)|c'est quoi la difference|(?:a partir de quand|dans quel(?:s)? (?:cas|delai)|a quelles conditions|sous quel)\b|"
    r"comment (?:declarer|facturer|calculer|obtenir|remplir|faire pour|financer|embaucher|exonerer|beneficier|modifier|creer|dissoudre|"
    r"gerer|monter|transformer|rediger|justifier|valoriser|comptabiliser|s'assurer|prouver|convoquer|organiser|fusionner|on (?:declare|facture|calcule|fait pour))|"
    r"(?:une?|les|un) (?:cress?|association|asso|coop\w*|scic|scop|fondation|mutuelle|chambre|salarie|administrateur|elu|benevole|stagiaire)s? "
    r"(?:peu(?:t|vent)|doi(?:t|vent)|est|a|ont|sont)[ -](?:t-)?(?:ils?|elles?)|can we|is it possible|do we have to|can an association|what are the rules)"
)
MATTER = re.compile(
    r"\b(?:cumul\w+|tva|taux|impot\w*|fiscal\w*|taxe|subvention\w*|aide|agrement|statuts?|convention\w*|contrat|cdd|cdi|pec|fse|feder|"
    r"leader|interreg|esus|scop|scic|siae|cotisation|salari\w+|bail|loyer|capital|parts sociales|excedents?|fonds|budget|comptes?|"
    r"benevol\w+|volontaire|mandat\w*|administrateur\w*|quorum|rgpd|loi|decret|marche|appel d'offres?|facturer|facture|declarer|declare|assurance|"
    r"mecenat|dons?|recu|urssaf|rescrit|agrement|association\w*|asso|delai|service civique|prefecture|greffe|ag|ca|bureau|election\w*|vote|procuration|pouvoirs?|"
    r"dossier|plafond|reglement\w*|juridique|legal|vat|grant|members?|law|entreprise|structure|cooperative|collectivite|commune|region|dla|ess|economie sociale|emploi|stage|"
    r"stagiaire|apprenti\w*|prestation|prestataire|remboursement|frais|indemnite\w*|notaire|tribunal|accident|conge\w*|temps de travail|teletravail)\b"
)
KEPT = re.compile(
    r"(?:(?:de |d')?(?:personne|rien|m[ao]n?|mes)\b(?! (?:part|cote))|(?:le |la |les |l'|du |des |de la |un |d'un |d'une )?(?:dernier |derniere |dernieres |derniers )?(?:cr|pv|comptes?[- ]rendus?|"
    r"releves?|offres?|demandes?|lettre(?! (?:type|de|d'))|decisions?|emploi|travail|boulot|job|taf|appart\w*|logement|stage|colocation|coloc)\b)"
)
"""What we keep ourselves is searched for, and work for oneself is nobody's request."""
FOR_WORK = re.compile(
    r"(?:notre |son |sa |une? |un·e |un\(e\) |des |\d )?(?:futur\S* |nouve\S+ )?(?:alternant\S*|stagiaires?|apprentie?s?|salariee?|"
    r"service civique|volontaire en service civique)\b"
)
"""Whom one hires: an offer, which says so in other words."""
