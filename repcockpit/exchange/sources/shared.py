"""The names of columns that mean the same wherever they stand: the start of every source's table."""

from typing import Final

from repcockpit.exchange.sources.record import Draft, Reading, Record


def columns(*pairs: tuple[str, str]) -> dict[str, str]:
    """A lookup from squashed column names to meanings, from (meaning, "names separated by spaces") pairs."""
    return {name: meaning for meaning, names in pairs for name in names.split()}


def words(*alternatives: str) -> tuple[frozenset[str], ...]:
    """Signatures from `a column|another column` texts."""
    return tuple(frozenset(text.split("|")) for text in alternatives)


def refused(_draft: Draft, _reading: Reading) -> Record | str:
    """Never a record: for files that are recognised and have no place here."""
    return "repcockpit keeps no such records"


PERSON: Final = columns(
    ("first_name", "firstname givenname given vorname prénom nombre nfirst forename firstnames"),
    ("last_name", "lastname familyname surname family nachname nom apellidos apellido nlast"),
    ("?middle_name", "middlename additionalname"),
    ("?suffix", "suffix namesuffix honorificsuffix"),
    (
        "name",
        "name fullname contactname contactfullname displayname contactpersonname personname vollständigername",
    ),
    ("?nickname", "nickname"),
    ("title", "jobtitle title position jobrole titleposition funktion poste cargo role1title rolejobtitle"),
    ("department", "department departmentname abteilung service departamento dept"),
    (
        "+email",
        (
            "email emailaddress email1 primaryemail workemail businessemail emailwork e-mail mail emailprimary"
            " emailaddress1 primaryemailaddress workemailaddress correo correoelectrónico adressemail"
        ),
    ),
    (
        "+email",
        (
            "email2 email3 secondaryemail emailaddress2 emailaddress3 emailhome emailother otheremail"
            " personalemail secondemail email2address email3address homeemail alternateemail"
        ),
    ),
    (
        "+phone",
        (
            "phone phonenumber telephone tel businessphone workphone phonework telefon téléphone teléfono"
            " phone1 directphone primaryphone mainphone officephone telephonenumber contactphone"
        ),
    ),
    (
        "+phone:mobile",
        (
            "mobilephone mobile mobilephonenumber phonemobile cell cellphone mobilenumber handy móvil"
            " portable mobilephone2 cellularnumber"
        ),
    ),
    ("+phone:home", "homephone phonehome homephone2 homephonenumber"),
    (
        "+phone:other",
        "otherphone phoneother phone2 phone3 businessphone2 workphone2 carphone radiophone callback",
    ),
    ("+phone:assistant", "assistantphone asstphone assistantsphone"),
    ("+phone:main", "companymainphone companyphone"),
    (
        "@account.name",
        (
            "company companyname account accountname organization organisation organizationname firma"
            " société empresa employer associatedcompany organisationname companyaccount kunde customer"
            " customername primarycompany associatedcompanyname entreprise unternehmen"
        ),
    ),
    (
        "@account.id",
        (
            "accountid associatedcompanyid associatedcompanyids companyid accountnameid organizationid"
            " primaryassociatedcompanyid organisationid orgid"
        ),
    ),
    ("@account.domain", "associatedcompanydomain companydomain companydomainname"),
    (
        "@owner.name",
        (
            "owner contactowner ownername accountmanager salesrep salesperson assignedto contactownername"
            " recordowner accountrepresentative keyaccountmanager salesowner"
        ),
    ),
    ("@owner.id", "ownerid contactownerid"),
    ("@owner.email", "owneremail contactowneremail"),
    ("@reports_to.id", "reportstoid managerid reportsto1id"),
    ("@reports_to.name", "reportsto manager managersname managername vorgesetzter supervisor reportstoname"),
    ("@reports_to.email", "manageremail reportstoemail"),
    ("birthday:date", "birthdate birthday dateofbirth geburtstag bday"),
    ("note:note", "note notes description background comments comment notiz remarks memo bemerkungen notas"),
    (
        "source_created_on:date",
        (
            "createddate createdate createdtime createdon datecreated created firstseen"
            " createdat personcreated dateadded"
        ),
    ),
    ("+tag", "tags tag labels label categories category groups groupmembership keywords contacttags"),
    ("+role", "buyingrole buyingroles decisioninfluence decisioninfluencetag stakeholderrole"),
    (
        "?mail_opt_out",
        (
            "emailoptout hasoptedoutofemail unsubscribedfromallemail unsubscribed optedout optout"
            " donotemail donotbulkemail donotallowemails donotallowbulkemails donotmail emailoptedout"
        ),
    ),
    ("?do_not_call", "donotcall donotphone donotallowphonecalls"),
    ("?deleted", "isdeleted"),
    ("?rating", "rating"),
    ("?class", "classificationc"),
    ("?priority_class", "customerpriorityc"),
    ("interval_days:int", "intervaldays cadencedays"),
)

COMPANY: Final = columns(
    (
        "name",
        (
            "name accountname companyname company organization organisation organizationname account"
            " organisationname firma kunde customername customer société empresa unternehmen businessname client resellername"
        ),
    ),
    (
        "id",
        (
            "id accountid companyid recordid organizationid systemorganizationid customerid organisationid accountno"
            " accountidcasesafe resellerkey clientid"
        ),
    ),
    ("sector", "industry sector branche industrie vertical industrysector businesstype"),
    (
        "street",
        (
            "billingstreet street address streetaddress address1street1 address1street2 address1street3"
            " billingstreet2 straße adresse dirección addressline1 addressline2 businessstreet"
            " billingaddressline1 billingaddressline2 billingaddressline3"
        ),
    ),
    ("city", "billingcity city address1city town ort ville ciudad billingtown"),
    (
        "postal_code",
        (
            "billingpostalcode postalcode zip zipcode address1zippostalcode billingzippostalcode"
            " billingzip postcode plz billingcode codepostal zippostalcode address1zip billingcodepostal"
        ),
    ),
    (
        "region",
        (
            "billingstate billingstateprovince stateregion state address1stateprovince region province"
            " stateprovince county billingprovince"
        ),
    ),
    (
        "country",
        (
            "billingcountry country countryregion address1countryregion land pays país officelocation"
            " billingcountryregion billingcountryterritory address1country"
        ),
    ),
    ("timezone", "timezone"),
    ("+phone", "phone phonenumber mainphone telephone companyphone telefon businessphone phone1 téléphone"),
    ("+email", "email emailaddress emailaddress1 companyemail"),
    ("website", "website websiteurl url web homepage webpage"),
    ("?domain", "companydomainname domain domainname companydomain"),
    ("note:note", "description note notes comments background notiz remarks"),
    (
        "@owner.name",
        (
            "owner accountowner companyowner ownername accountmanager salesrep salesperson accountownername"
            " companyownername assignedto"
        ),
    ),
    ("@owner.id", "ownerid accountownerid companyownerid"),
    ("@owner.email", "owneremail companyowneremail"),
    ("@parent.id", "parentid parentaccountid parentcompanyid parentaccountnameid"),
    (
        "@parent.name",
        (
            "parentaccount parentcompany subsidiaryof parent parentaccountname parentdepartment"
            " parentorganization"
        ),
    ),
    (
        "source_created_on:date",
        (
            "createddate createdate createdtime createdon datecreated created createdat"
            " organizationcreated accountcreated"
        ),
    ),
    ("?type", "type accounttype relationshiptype customertype"),
    ("?lifecycle", "lifecyclestage"),
    ("?class", "classificationc segment tier abc abcclass class customersegment customerclass category1"),
    ("?rating", "rating accountrating"),
    ("?priority_class", "customerpriorityc customerpriority"),
    ("+tag", "tags tag labels label categories"),
    ("?deleted", "isdeleted"),
    ("interval_days:int", "intervaldays cadencedays"),
    ("currency", "currency currencyisocode accountcurrency"),
    ("potential", "potential"),
)

DEAL: Final = columns(
    ("id", "id recordid dealid opportunityid systemdealid"),
    ("name", "name dealname opportunityname title topic dealtitle opportunity deal potentialname"),
    ("?stage", "stagename stage dealstage salesstage pipelinephase statusreason"),
    ("?state", "status state dealstatus"),
    ("?won", "iswon won"),
    ("?closed", "isclosed closed isdealclosed"),
    ("?amount:money", ("amount value estrevenue dealvalue closevalue expectedrevenue estimatedrevenue"
     " estimatedvalue dealamount")),
    ("?actual_amount:money", "actualrevenue actualvalue"),
    ("currency", "currency currencyisocode dealcurrency"),
    ("?close:date", "closedate closingdate expectedclosedate estclosedate estimatedclosedate closedon"),
    ("?actual_close:date", "actualclosedate wontime losttime dealclosedon"),
    ("@account.name", ("account accountname company organization potentialcustomer companyname customer organisation"
     " associatedcompany")),
    ("@account.id", "accountid associatedcompanyids associatedcompanyid accountnameid organizationid companyid"),
    ("@account.domain", "associatedcompanydomain companydomainname companydomain"),
    ("@people.name", "contact contactname contactperson associatedcontact primarycontact"),
    ("@people.email", "associatedcontactemail contactemail emailpotentialcustomer"),
    ("@people.contact", "contactid associatedcontactids associatedcontactid contactnameid contactpersonid"),
    ("@owner.name", "owner dealowner opportunityowner salesagent salesperson salesrep ownername assignedto"),
    ("@owner.id", "ownerid dealownerid opportunityownerid"),
    ("@owner.email", "owneremail"),
    ("source_created_on:date", "createddate createdate createdtime createdon created dealcreated engagedate addtime"),
    ("?deleted", "isdeleted"),
)  # fmt: skip

ACTIVITY: Final = columns(
    ("id", "id activityid recordid taskid eventid systemactivityid callid meetingid noteid hsobjectid"),
    ("?type", "type activitytype typec interactiontype art tasktype eventtype"),
    ("?subject", ("subject title callmeetingtitlesubject tasksubject betreff callname eventtitle meetingname topic"
     " calltitle meetingtitle tasktitle notetitle")),
    ("?note", ("note notes description notesdescription body comments fullcomments details text notiz content"
     " callnotes notebody meetingdescription")),
    ("?when:instant", ("date activitydate datetime when activitydatetime occurredon datum timestamp duedate1"
     " calldate meetingdate hstimestamp interactiondate logdate")),
    ("?start:instant", "starttime startdate start startdatetime scheduledstart meetingstarttime callstarttime from1"),
    ("?end:instant", "endtime enddate end enddatetime scheduledend meetingendtime"),
    ("?actual_start:instant", "actualstart"),
    ("?sent:instant", "datesent senton senttime"),
    ("?due:instant", "duedate due dueon duedatetime taskduedate deadline fällig duetime"),
    ("?completed_at:instant", ("completeddatetime completedat completiondate actualend completedon markedasdonetime"
     " closedtime dateclosed")),
    ("?created:instant", "createddate createdate createdon createdtime created addtime createdat"),
    ("?status", "status state activitystatus statuscode done"),
    ("?task_status", "taskstatus"),
    ("?closed", "isclosed completed isdone isdone1"),
    ("?call_outcome", "calloutcome calldisposition outcome result callresult disposition hscalldisposition"),
    ("?meeting_outcome", "meetingoutcome hsmeetingoutcome"),
    ("?call_direction", "calldirection calltype direction hscalldirection emaildirection"),
    ("?minutes", "minutes durationinminutes duration durationminutes callduration callduration1 durationmin"),
    ("?seconds", "calldurationinseconds durationseconds callduration2 callduration3 durationinseconds"),
    ("?milliseconds", "hscallduration durationms calldurationmilliseconds hsmeetingduration"),
    ("?priority", "priority taskpriority"),
    ("@account.name", ("account company accountname organization companyname companyaccount customer regardingaccount"
     " organisation associatedcompany firma kunde")),
    ("@account.id", "accountid associatedcompanyids associatedcompanyid organizationid companyid"),
    ("@account.domain", "associatedcompanydomain companydomainname companydomain"),
    ("@people.name", ("contact contacts contactname requiredattendees optionalattendees attendees participants with"
     " contactperson who callto lead ansprechpartner associatedcontact person people to")),
    ("@people.email", "associatedcontactemail contactemail email associatedcontactemails attendeeemails emailaddress"),
    ("@people.contact", "contactid associatedcontactids associatedcontactid contactids personid"),
    ("@owner.name", ("owner activityowner assignedto assigned rep user createdby1 ownername taskowner hostowner"
     " callowner assignedtouser")),
    ("@owner.id", "ownerid assignedtoid activityassignedto hubspotownerid"),
    ("@owner.email", "owneremail activityowneremail"),
    ("?deleted", "isdeleted"),
)  # fmt: skip

REP: Final = columns(
    ("id", "id userid"),
    ("first_name", "firstname"),
    ("last_name", "lastname"),
    ("name", "name fullname salesagent user"),
    ("+email", "email primaryemail emailaddress"),
    ("@manager.id", "managerid"),
    ("@manager.name", "manager"),
    ("region", "regionaloffice region territory"),
    ("country", "country"),
    ("timezone", "timezonesidkey timezone"),
)

NOISE: Final = columns(
    ("-", ("masterrecordid systemmodstamp lastvieweddate lastreferenceddate photourl lastmodifiedbyid createdbyid"
     " lastmodifieddate jigsaw jigsawcontactid jigsawcompanyid cleanstatus individualid isarchived"
     " billinggeocodeaccuracy shippinggeocodeaccuracy mailinggeocodeaccuracy othergeocodeaccuracy geocodeaccuracy"
     " billingaddress shippingaddress mailingaddress otheraddress address isreminderset reminderdatetime"
     " recurrenceactivityid isrecurrence recurrencestartdateonly recurrenceenddateonly recurrencetimezonesidkey"
     " recurrencetype recurrenceinterval recurrencedayofweekmask recurrencedayofmonth recurrenceinstance"
     " recurrencemonthofyear recurrenceregeneratedtype ishighpriority iscustomerportal canallowportalselfreg"
     " lastcurequestdate lastcuupdatedate isunreadbyowner hasopenactivity hasoverduetask fiscal fiscalquarter"
     " fiscalyear forecastcategoryname hasopportunitylineitem pricebook2id isprivate operatinghoursid attributestype"
     " attributesreferenceid attributesurl")),
)  # fmt: skip
"""Salesforce's machinery: columns that say nothing about a customer."""
